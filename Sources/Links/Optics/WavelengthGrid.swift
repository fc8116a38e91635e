import Foundation

/// Wavelengths that share a fibre, evenly spaced in frequency.
public struct WavelengthGrid: Sendable, Hashable {
  /// Wavelength of the middle of the grid [m].
  public var centre: Double
  /// Distance between neighbours [Hz].
  public var spacing: Double
  /// Wavelengths of one direction.
  public var channels: Int
  /// Width of the filter that picks one, at half its maximum [Hz].
  public var filterWidth: Double

  /// Describes a grid.
  public init(centre: Double, spacing: Double, channels: Int, filterWidth: Double) {
    self.centre = centre
    self.spacing = spacing
    self.channels = channels
    self.filterWidth = filterWidth
  }

  /// Frequency of a channel [Hz].
  ///
  /// - Parameter channel: From 0, the longest wavelength first.
  /// - Returns: The middle's frequency, shifted by whole and half spacings.
  public func frequency(_ channel: Int) -> Double {
    Optics.lightSpeed / centre + (Double(channel) - Double(channels - 1) / 2) * spacing
  }

  /// Wavelength of a channel [m].
  public func wavelength(_ channel: Int) -> Double { Optics.lightSpeed / frequency(channel) }

  /// Distance between neighbours [m].
  public var wavelengthSpacing: Double { spacing * centre * centre / Optics.lightSpeed }

  /// Width of the filter [m].
  public var filterWidthInWavelength: Double {
    filterWidth * centre * centre / Optics.lightSpeed
  }

  /// Light of all other channels that a filter lets through, over that of its own (1).
  ///
  /// The sum of a Lorentzian line, `1/(1 + (2Δf/FWHM)²)`, over the other channels.
  ///
  /// - Parameters:
  ///   - channel: Which channel is picked, from 0.
  ///   - detuning: How far the filter stands off its channel [Hz].
  /// - Returns: Relative power of the others.
  public func crosstalk(_ channel: Int, detuning: Double = 0) -> Double {
    var sum = 0.0
    for other in 0..<channels where other != channel {
      let distance = 2 * (Double(other - channel) * spacing - detuning) / filterWidth
      sum += 1 / (1 + distance * distance)
    }
    let own = 2 * detuning / filterWidth
    return sum * (1 + own * own)
  }

  /// The same for the channel in the middle, which has most neighbours (1).
  public var worstCrosstalk: Double { crosstalk(channels / 2) }

  /// Amplitude that crosstalk takes from the eyes, infinite where they close [dB].
  ///
  /// `−10·log₁₀(1 − (M − 1)·x)`: the others' full amplitude against one eye.
  ///
  /// - Parameters:
  ///   - crosstalk: Relative power of the others.
  ///   - modulation: Levels of a symbol.
  /// - Returns: The penalty.
  public static func penalty(crosstalk: Double, modulation: Modulation) -> Double {
    let left = 1 - Double(modulation.levels - 1) * crosstalk
    return left > 0 ? -10 * log10(left) : .infinity
  }
}
