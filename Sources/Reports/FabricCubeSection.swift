import Fabrics
import Foundation
import Quantities
import Scenarios

/// Cubes of a torus: switches, goodput, twisted slices, and a packet network beside them.
struct FabricCubeSection: FabricSection {
  /// The question, which formulas answer.
  let asked: CubeScenario

  /// Name in machine-readable output.
  var key: String { "cubes" }

  /// Circuit switches that the cubes need.
  private var switches: Int { asked.torus.circuitSwitches(asked.circuitSwitch) }

  /// Goodput by availability of hosts and slice.
  private var goodput: [(host: Double, one: CubeTorus.Goodput)] {
    asked.availabilities.flatMap { host in
      asked.slices.map { slice in
        (host, asked.torus.goodput(slice: slice, host: host, target: asked.target))
      }
    }
  }

  /// Loads of the plain and the twisted slice; nil where none is asked for.
  private var twist: (plain: TorusGraph, twisted: TorusGraph)? {
    guard !asked.twist.isEmpty else { return nil }
    return (
      TorusGraph(sides: asked.twist, isTwisted: false),
      TorusGraph(sides: asked.twist, isTwisted: true)
    )
  }

  /// How much more of an all-to-all the twisted slice carries.
  private var twistGain: Double? { twist.map { $0.twisted.allToAllRate / $0.plain.allToAllRate } }

  /// The packet network of all chips; nil where no switch is written or it cannot be built.
  private var packets: FabricShape? {
    guard let part = asked.packetSwitch else { return nil }
    let radix = part.radix(rate: asked.packets.packetRate)
    guard
      let tiers = (1...4).first(where: {
        FabricShape.closLimit(radix: radix, tiers: $0) >= asked.torus.chips
      }), radix > 1
    else { return nil }
    return FabricShape(
      .clos(endpoints: asked.torus.chips, radix: radix, tiers: tiers, oversubscription: 1)
    )
  }

  /// The answer in a sentence.
  var sentence: String {
    let torus = asked.torus
    let side = torus.side
    var text =
      "\(Format.count(torus.cubes)) cubes of \(side)×\(side)×\(side) chips with"
      + " \(Format.count(torus.fibresPerCube)) fibres each need"
      + " \(Words.count(switches, "circuit switch", "circuit switches"))"
    if let host = asked.availabilities.max() {
      text +=
        "; a cube is whole \(Format.percent(torus.availability(host: host))) of the time with hosts up"
        + " \(Format.percent(host, digits: 4))"
      let gain = goodput.filter { $0.host == host && $0.one.fixed > 0 }
        .max { $0.one.switched / $0.one.fixed < $1.one.switched / $1.one.fixed }
      if let gain {
        text +=
          ", and switching gives slices of \(Format.count(gain.one.slice)) chips"
          + " \(Words.percent(gain.one.switched)) of the pod instead of"
          + " \(Words.percent(gain.one.fixed))"
      }
    }
    return text + "."
  }

  /// Goodput, twisted slices and the packet network.
  var blocks: [Block] {
    var blocks: [Block] = [
      .heading(
        asked.target.map { "Goodput promised \(Words.percent($0)) of the time" } ?? "Mean goodput"
      ),
      .table(
        Table(
          [
            Table.Column("hosts up", isNumber: true), Table.Column("cube whole", isNumber: true),
            Table.Column("slice", isNumber: true), Table.Column("cubes", isNumber: true),
            Table.Column("switched", isNumber: true), Table.Column("fixed", isNumber: true),
          ],
          rows: goodput.map { host, one in
            [
              .text(Format.percent(host, digits: 4)),
              .text(Format.percent(asked.torus.availability(host: host))),
              .text(Format.count(one.slice)), .text(Format.count(one.cubes)),
              .text(Words.percent(one.switched)), .text(Words.percent(one.fixed)),
            ]
          }
        )
      ),
    ]
    if let twist, let gain = twistGain {
      let plain = twist.plain.uniformLoad
      let twisted = twist.twisted.uniformLoad
      blocks += [
        .heading("A slice of \(asked.twist.map(String.init).joined(separator: "×")), twisted"),
        .entry(
          label: "All-to-all",
          text: "\(Format.significant(gain))× the plain torus: the fullest link carries"
            + " \(Format.significant(twisted.greatest)) instead of"
            + " \(Format.significant(plain.greatest)) units of a pair, at most"
            + " \(twisted.diameter) links from end to end instead of \(plain.diameter), on average"
            + " \(Format.significant(twisted.meanDistance)) instead of"
            + " \(Format.significant(plain.meanDistance))"
        ),
      ]
    }
    if let part = asked.packetSwitch {
      let count = packets.map {
        "\(Words.count($0.switchCount, "switch", "switches")) in"
          + " \(Words.count($0.switches.count, "tier"))"
      }
      blocks += [
        .heading("Beside a packet network of \(part.name)"),
        .entry(
          label: "All-reduce",
          text:
            "\(Format.significant(slowdowns.many)) to \(Format.significant(slowdowns.two)) times"
            + " as long as on the torus, where a message follows itself in very many chunks or in two;"
            + " \(count ?? "the switch has too few ports")"
        ),
      ]
    }
    return blocks
  }

  /// Slowdowns of the packet network with many chunks and with two.
  private var slowdowns: (many: Double, two: Double) {
    (asked.packets.slowdown(chunks: .infinity), asked.packets.slowdown(chunks: 2))
  }

  /// Figures of the whole.
  private var figures: [(key: String, value: Double?)] {
    let torus = asked.torus
    var figures: [(key: String, value: Double?)] = [
      ("chips", Double(torus.chips)), ("fibres_per_cube", Double(torus.fibresPerCube)),
      ("fibres", Double(torus.fibres)), ("circuit_switches", Double(switches)),
      ("circuit_switch_power_W", asked.circuitSwitch.power * Double(switches)),
      ("circuit_switch_price_USD", asked.circuitSwitch.price(fibres: torus.fibres)),
    ]
    if let twist {
      figures += [
        ("twist_all_to_all_gain", twistGain),
        ("twist_diameter_links", Double(twist.twisted.uniformLoad.diameter)),
        ("plain_diameter_links", Double(twist.plain.uniformLoad.diameter)),
      ]
    }
    if asked.packetSwitch != nil {
      figures += [
        ("packet_switches", packets.map { Double($0.switchCount) }),
        ("packet_all_reduce_slowdown_many_chunks", slowdowns.many),
        ("packet_all_reduce_slowdown_two_chunks", slowdowns.two),
      ]
    }
    return figures
  }

  /// Everything that was found.
  var result: JSON {
    .object(
      figures.map { JSON.Member($0.key, .optional($0.value)) } + [
        JSON.Member(
          "goodput",
          .array(
            goodput.map { host, one in
              [
                "host_availability": .number(host),
                "cube_availability": .number(asked.torus.availability(host: host)),
                "slice_chips": .integer(one.slice), "slice_cubes": .integer(one.cubes),
                "goodput_switched": .number(one.switched), "goodput_fixed": .number(one.fixed),
              ]
            }
          )
        )
      ]
    )
  }

  /// Every figure, and goodput by slice.
  var rows: [[String]] {
    figures.map { ["", "", $0.key, CSVText.number($0.value)] }
      + goodput.flatMap { host, one in
        [("goodput_switched", one.switched), ("goodput_fixed", one.fixed)].map {
          ["host \(host)", "slice \(one.slice)", $0.0, CSVText.number($0.1)]
        }
      }
  }

  /// Goodput over slices.
  var charts: [JSON] {
    let values = goodput.flatMap { host, one -> [JSON] in
      [("switched", one.switched), ("fixed", one.fixed)].map { kind, value in
        [
          "slice": .integer(one.slice), "hosts": .text(Format.percent(host, digits: 4)),
          "cubes": .text(kind), "value": .number(value),
        ]
      }
    }
    return [
      [
        "title": "Share of the pod that slices can use", "width": 600,
        "data": ["values": .array(values)], "mark": ["type": "line", "point": true],
        "encoding": [
          "x": [
            "field": "slice", "type": "quantitative", "title": "chips of a slice",
            "scale": ["type": "log", "base": 2],
          ],
          "y": [
            "field": "value", "type": "quantitative", "title": "goodput",
            "axis": ["format": "%"],
          ], "color": ["field": "hosts", "type": "nominal", "title": "hosts up"],
          "strokeDash": ["field": "cubes", "type": "nominal", "title": "cubes"],
        ],
      ]
    ]
  }
}
