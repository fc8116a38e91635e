/// A line of copper between two chips: what it may lose and what it loses at one frequency.
///
/// Loss alone cannot tell how a channel fares: two of equal loss differ by more than 1 dB of
/// channel operating margin by their reflections and crosstalk.
public struct CopperChannel: Sendable, Hashable {
  /// Loss allowed from end to end [dB].
  public var budget: Double
  /// Frequency at which losses count, half the symbol rate [Hz].
  public var frequency: Double
  /// Loss of each of the two packages; 0 where the budget does not count them [dB].
  public var packageLoss: Double
  /// Loss of each of the two hosts' boards [dB].
  public var hostLoss: Double
  /// Loss of each connector with what it is soldered to [dB].
  public var connectorLoss: Double
  /// Connectors on the way.
  public var connectors: Double
  /// Loss of anything else on the way [dB].
  public var extraLoss: Double
  /// What is kept back from the budget [dB].
  public var reserve: Double
  /// Cable or trace whose length is sought.
  public var medium: LineLoss

  /// Describes a channel.
  public init(
    budget: Double,
    frequency: Double,
    packageLoss: Double = 0,
    hostLoss: Double = 0,
    connectorLoss: Double = 0,
    connectors: Double = 2,
    extraLoss: Double = 0,
    reserve: Double = 0,
    medium: LineLoss
  ) {
    self.budget = budget
    self.frequency = frequency
    self.packageLoss = packageLoss
    self.hostLoss = hostLoss
    self.connectorLoss = connectorLoss
    self.connectors = connectors
    self.extraLoss = extraLoss
    self.reserve = reserve
    self.medium = medium
  }

  /// Loss of everything but the medium [dB].
  public var fixedLoss: Double {
    2 * packageLoss + 2 * hostLoss + connectors * connectorLoss + extraLoss
  }

  /// Loss of a metre of the medium [dB/m].
  public var lossPerMetre: Double { medium.perMetre(at: frequency) }

  /// Loss from end to end [dB].
  ///
  /// - Parameter length: Length of the medium [m].
  /// - Returns: Fixed loss plus that of the medium.
  public func loss(length: Double) -> Double { fixedLoss + lossPerMetre * length }

  /// What is left of the budget [dB].
  ///
  /// - Parameter length: Length of the medium [m].
  /// - Returns: Budget less reserve and loss; negative where it does not close.
  public func margin(length: Double) -> Double { budget - reserve - loss(length: length) }

  /// Longest medium for which the budget closes, 0 where it never does [m].
  public var reach: Double { max(0, budget - reserve - fixedLoss) / lossPerMetre }
}
