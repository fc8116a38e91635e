import Fabrics

/// Links with the constants that the catalogue's link files carry.
enum Links {
  /// Constants of nvlink3.
  static let nvlink3 = CollectiveConstants(
    allReduce: CollectiveCurve(
      eager: CollectiveRegime(setup: 7.743e-6, step: 1.009e-6, efficiency: 0.02314),
      buffered: CollectiveRegime(setup: 10.89e-6, step: 0.8908e-6, efficiency: 0.3578),
      bulk: CollectiveRegime(
        setup: 30.2e-6,
        step: 0.6425e-6,
        efficiency: 0.8503,
        ramp: 1.274e6,
        copy: 0.354
      ),
      bulkThreshold: 0.4757e6,
      narrowPenalty: 1.049
    ),
    allGather: CollectiveCurve(
      eager: CollectiveRegime(setup: 8.109e-6, step: 0.8944e-6, efficiency: 0.01901),
      buffered: CollectiveRegime(setup: 10.11e-6, step: 1.28e-6, efficiency: 0.1999),
      bulk: CollectiveRegime(
        setup: 24.17e-6,
        step: 4.805e-6,
        efficiency: 0.8049,
        ramp: 319100,
        copy: 0.6266
      ),
      bulkThreshold: 0.6727e6,
      narrowPenalty: 1.027
    ),
    reduceScatter: CollectiveCurve(
      eager: CollectiveRegime(setup: 7.842e-6, step: 1.057e-6, efficiency: 0.0238),
      buffered: CollectiveRegime(setup: 11.32e-6, step: 0.7519e-6, efficiency: 0.3393),
      bulk: CollectiveRegime(
        setup: 23.16e-6,
        step: 2.299e-6,
        efficiency: 0.8609,
        ramp: 1.008e6,
        copy: 0.3451
      ),
      bulkThreshold: 0.9514e6,
      narrowPenalty: 1.097
    ),
    allToAll: CollectiveCurve(
      eager: CollectiveRegime(setup: 10.4e-6, step: 0.337e-6, efficiency: 0.01548),
      buffered: CollectiveRegime(setup: 13.56e-6, step: 0.0003813e-6, efficiency: 0.2339),
      bulk: CollectiveRegime(
        setup: 18.95e-6,
        step: 1.767e-6,
        efficiency: 0.7967,
        ramp: 640200,
        copy: 0.4187
      ),
      bulkThreshold: 5.382e6,
      narrowPenalty: 1.032
    ),
    inNetwork: CollectiveRegime(setup: 18e-6, step: 2e-6, efficiency: 0.95, ramp: 1e6, copy: 0.4),
    inNetworkMinimumRanks: 8
  )

  /// Constants of nvlink4.
  static let nvlink4 = CollectiveConstants(
    allReduce: CollectiveCurve(
      eager: CollectiveRegime(setup: 4.661e-6, step: 0.7788e-6, efficiency: 0.03073),
      buffered: CollectiveRegime(setup: 5.147e-6, step: 0.9682e-6, efficiency: 0.3516),
      bulk: CollectiveRegime(
        setup: 15.77e-6,
        step: 0.2264e-6,
        efficiency: 0.9473,
        ramp: 1.049e6,
        copy: 0.4769
      ),
      bulkThreshold: 0.9514e6,
      narrowPenalty: 1.052
    ),
    allGather: CollectiveCurve(
      eager: CollectiveRegime(setup: 4.306e-6, step: 0.8569e-6, efficiency: 0.01924),
      buffered: CollectiveRegime(setup: 5.183e-6, step: 1.023e-6, efficiency: 0.321),
      bulk: CollectiveRegime(
        setup: 14.62e-6,
        step: 0.3974e-6,
        efficiency: 0.9104,
        ramp: 1.244e6,
        copy: 0.4483
      ),
      bulkThreshold: 1.6e6,
      narrowPenalty: 1.034
    ),
    reduceScatter: CollectiveCurve(
      eager: CollectiveRegime(setup: 4.408e-6, step: 0.8431e-6, efficiency: 0.0215),
      buffered: CollectiveRegime(setup: 6.353e-6, step: 0.7368e-6, efficiency: 0.5016),
      bulk: CollectiveRegime(
        setup: 4.859e-6,
        step: 0.9138e-6,
        efficiency: 1.176,
        ramp: 1.368e+07,
        copy: 0.6939
      ),
      bulkThreshold: 0.4757e6,
      narrowPenalty: 1.075
    ),
    allToAll: CollectiveCurve(
      eager: CollectiveRegime(setup: 6.313e-6, step: 0.1441e-6, efficiency: 0.02679),
      buffered: CollectiveRegime(setup: 12.32e-6, step: 0.002273e-6, efficiency: 0.579),
      bulk: CollectiveRegime(
        setup: 8.843e-6,
        step: 3.638e-6,
        efficiency: 0.8185,
        ramp: 499800,
        copy: 0.1989
      ),
      bulkThreshold: 3.805e6,
      narrowPenalty: 1.022
    ),
    inNetwork: CollectiveRegime(setup: 44.47e-6, step: 2.577e-6, efficiency: 1.093, ramp: 122300),
    inNetworkMinimumRanks: 8
  )

  /// Constants of nvlink5.
  static let nvlink5 = CollectiveConstants(
    allReduce: CollectiveCurve(
      eager: CollectiveRegime(setup: 7.044e-6, step: 1.864e-6, efficiency: 0.0375),
      buffered: CollectiveRegime(setup: 8.797e-6, step: 1.201e-6, efficiency: 0.3209),
      bulk: CollectiveRegime(setup: 10.72e-6, step: 9.073e-6, efficiency: 0.946, copy: 1.122),
      bulkThreshold: 1.345e6,
      narrowPenalty: 1.113
    ),
    allGather: CollectiveCurve(
      eager: CollectiveRegime(setup: 7.736e-6, step: 1.181e-6, efficiency: 0.01052),
      buffered: CollectiveRegime(setup: 8.867e-6, step: 1.32e-6, efficiency: 0.3201),
      bulk: CollectiveRegime(setup: 10.32e-6, step: 9.052e-6, efficiency: 0.8623, copy: 0.8573),
      bulkThreshold: 1.131e6,
      narrowPenalty: 1.02
    ),
    reduceScatter: CollectiveCurve(
      eager: CollectiveRegime(setup: 8.178e-6, step: 1.329e-6, efficiency: 0.2053),
      buffered: CollectiveRegime(setup: 10.4e-6, step: 0.8917e-6, efficiency: 0.2997),
      bulk: CollectiveRegime(setup: 9.464e-6, step: 8.057e-6, efficiency: 0.857, copy: 1.048),
      bulkThreshold: 1.903e6,
      narrowPenalty: 1.19
    ),
    allToAll: CollectiveCurve(
      eager: CollectiveRegime(setup: 9.877e-6, step: 0.08941e-6, efficiency: 0.01383),
      buffered: CollectiveRegime(setup: 15.32e-6, step: 0.6055e-6, efficiency: 0.3635),
      bulk: CollectiveRegime(
        setup: 15.42e-6,
        step: 0.2262e-6,
        efficiency: 0.7891,
        ramp: 698400,
        copy: 1.211
      ),
      narrowPenalty: 1.041
    ),
    inNetwork: CollectiveRegime(
      setup: 2.326e-6,
      step: 5.503e-6,
      efficiency: 1.061,
      ramp: 2.139e+07
    ),
    inNetworkMinimumRanks: 8
  )

  /// Constants of InfiniBand NDR.
  static let ndr = {
    let curve = CollectiveCurve(
      eager: CollectiveRegime(setup: 14e-6, step: 5e-6, efficiency: 0.25),
      buffered: CollectiveRegime(setup: 22e-6, step: 7e-6, efficiency: 0.85),
      bulk: CollectiveRegime(setup: 40e-6, step: 10e-6, efficiency: 0.98, ramp: 0.3e6)
    )
    return CollectiveConstants(
      allReduce: curve,
      allGather: curve,
      reduceScatter: curve,
      allToAll: curve,
      inNetwork: curve.bulk
    )
  }()

  /// A machine of switched domains over InfiniBand NDR, one port an accelerator.
  static func machine(
    _ name: String,
    constants: CollectiveConstants,
    bandwidth: Double,
    domain: Int,
    adds: Bool,
    wiring: Wiring = .switched
  ) -> Fabric {
    Fabric(
      scaleUp: Tier(
        name: name,
        size: domain,
        bandwidth: bandwidth,
        constants: constants,
        wiring: wiring,
        inNetworkReduction: adds
      ),
      scaleOut: Tier(
        name: "infiniband-ndr",
        size: domain == 72 ? 2 : 32,
        bandwidth: 50e9,
        constants: ndr,
        spineEfficiency: domain == 72 ? 0.5 : 0.85
      ),
      portsPerDomain: Double(domain)
    )
  }

  /// Eight A100.
  static let a100 = machine(
    "nvlink3",
    constants: nvlink3,
    bandwidth: 300e9,
    domain: 8,
    adds: false
  )
  /// Eight H100 or H200.
  static let h100 = machine(
    "nvlink4",
    constants: nvlink4,
    bandwidth: 450e9,
    domain: 8,
    adds: true
  )
  /// Eight B200.
  static let b200 = machine(
    "nvlink5",
    constants: nvlink5,
    bandwidth: 900e9,
    domain: 8,
    adds: true
  )
  /// Seventy-two GB200.
  static let gb200 = machine(
    "nvlink5-nvl72",
    constants: nvlink5,
    bandwidth: 900e9,
    domain: 72,
    adds: true
  )
  /// Eight MI300X, transferred from NVLink 4.
  static let mi300x = machine(
    "infinity-fabric-mi300x",
    constants: nvlink4.transferred(latency: 1.6, efficiency: 0.8),
    bandwidth: 448e9,
    domain: 8,
    adds: false,
    wiring: .mesh
  )
}
