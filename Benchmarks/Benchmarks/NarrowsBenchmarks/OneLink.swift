import Catalog
import Links
import Quantities

/// A link that is estimated again and again: 1.6 Tb/s of co-packaged rings.
struct OneLink: Sendable {
  let technology: LinkTechnology
  let rings: RingLink

  /// Takes the technology from the shipped catalogue, or returns nil when it is missing.
  init?() {
    var diagnostics = Diagnostics()
    guard
      let (_, record) = Catalog().entry(
        .technologies,
        named: "cpo-ring-200g",
        into: &diagnostics
      )
    else { return nil }
    technology = TechnologyFormat.technology(record)
    rings = RingLink(
      budget: OpticalBudget(
        source: .amplitude(Spread(-3)),
        terms: [],
        receiver: OpticalReceiver(
          noiseDensity: 200e-24,
          bandwidth: 53e9,
          relativeIntensityNoise: -150
        )
      ),
      ring: Ring(
        wavelength: 1310e-9,
        width: 0.4e-9,
        freeRange: 9e-9,
        modulationShift: 0.1e-9,
        heaterPowerPerRange: 27e-3,
        heaterLimit: 10e-3,
        coldLock: 358.15
      ),
      role: .both,
      correction: .kp4,
      laneRate: 200e9
    )
  }
}
