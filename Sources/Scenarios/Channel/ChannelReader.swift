import Documents
import Foundation
import Links
import Quantities

extension LinkReader {
  /// A channel of S-parameters with its files; nil when nothing is asked about it, or with a fault.
  static func channel(_ record: Record, into diagnostics: inout Diagnostics) -> ChannelQuestion? {
    guard record.has("channel") else { return nil }
    guard let through = record.text("channel.through") else {
      diagnostics.add(
        record.diagnostic(
          "channel.through",
          "the file of the wanted path is missing",
          hint: "write through: backplane.s4p"
        )
      )
      return nil
    }
    let standard = standard(record)
    let wanted = table(through, field: "channel.through", record, into: &diagnostics)
    let fixed = record.text("channel.port-order").flatMap(PortOrder.init)
    let order = fixed ?? wanted?.detectedPortOrder ?? .adjacent
    let far = aggressors("channel.far-end", record, into: &diagnostics)
    let near = aggressors("channel.near-end", record, into: &diagnostics)
    guard let wanted, let far, let near else { return nil }
    let pair = { (table: ScatteringTable) in
      table.ports == 2 ? table.twoPort : table.differential(order: order)
    }
    let ports = ChannelPorts(
      through: pair(wanted),
      far: far.map(pair),
      near: near.map(pair)
    )
    remark(wanted, ports.through, standard, record, into: &diagnostics)
    return ChannelQuestion(
      ports: ports,
      standard: standard,
      search: record.text("channel.search").flatMap(EqualiserSearchMode.init) ?? .automatic,
      order: wanted.ports == 4 ? order : nil,
      file: through,
      lossBudget: record.number("channel.loss-budget") ?? standard.lossBudget
    )
  }

  /// The standard with what the file changes of it.
  private static func standard(_ record: Record) -> ChannelStandard {
    var standard =
      record.text("channel.standard").flatMap(ChannelStandard.named) ?? .backplane200G1
    let numbers: [(String, WritableKeyPath<ChannelStandard, Double>)] = [
      ("error-ratio", \.errorRatio), ("amplitude", \.amplitude), ("far-amplitude", \.farAmplitude),
      ("near-amplitude", \.nearAmplitude), ("transmitter-snr", \.transmitterSignalToNoise),
      ("noise-density", \.noiseDensity), ("random-jitter", \.randomJitter),
      ("deterministic-jitter", \.deterministicJitter), ("level-mismatch", \.levelMismatch),
      ("bandwidth", \.bandwidth), ("rise-time", \.riseTime), ("frequency-step", \.frequencyStep),
      ("pass", \.passMargin),
    ]
    for (name, path) in numbers {
      if let value = record.number("channel.\(name)") { standard[keyPath: path] = value }
    }
    if let length = record.number("channel.package-length"), var packages = standard.packages.first
    {
      for path in [\PackageCase.transmitter, \PackageCase.receiver]
      where !packages[keyPath: path].lines.isEmpty {
        packages[keyPath: path].lines[0].length = length
      }
      packages.name = Format.quantity(length, unit: "m")
      standard.packages = [packages]
    }
    return standard
  }

  /// The tables of aggressors; nil with a fault.
  private static func aggressors(
    _ field: String,
    _ record: Record,
    into diagnostics: inout Diagnostics
  ) -> [ScatteringTable]? {
    guard let node = record.node(field) else { return [] }
    let nodes = node.elements.isEmpty ? [node] : node.elements
    var tables: [ScatteringTable] = []
    for element in nodes {
      guard let name = element.text else {
        diagnostics.add(
          record.diagnostic(field, "\(element.shape) stands where the name of a file is due")
        )
        continue
      }
      if let table = table(name, field: field, record, into: &diagnostics) { tables.append(table) }
    }
    return tables.count == nodes.count ? tables : nil
  }

  /// The table in a file; nil with a fault.
  private static func table(
    _ name: String,
    field: String,
    _ record: Record,
    into diagnostics: inout Diagnostics
  ) -> ScatteringTable? {
    let file = record.location(field)?.file ?? ""
    // What is set on the command line is relative to where the command runs.
    let folder =
      FileManager.default.fileExists(atPath: file)
      ? URL(fileURLWithPath: file).deletingLastPathComponent().path
      : FileManager.default.currentDirectoryPath
    let path = name.hasPrefix("/") ? name : "\(folder)/\(name)"
    guard let data = FileManager.default.contents(atPath: path) else {
      diagnostics.add(record.diagnostic(field, "there is no file \(name) that can be read"))
      return nil
    }
    let (table, found) = TouchstoneReader.read(String(decoding: data, as: UTF8.self), file: name)
    diagnostics.add(contentsOf: found)
    guard let table else { return nil }
    guard table.ports == 4 || table.ports == 2 else {
      diagnostics.add(
        record.diagnostic(
          field,
          "\(name) has \(table.ports) ports; four, or two of differential parameters, can be judged"
        )
      )
      return nil
    }
    return table
  }

  /// Remarks on what a table does not say or cannot be.
  private static func remark(
    _ table: ScatteringTable,
    _ pair: TwoPortTable,
    _ standard: ChannelStandard,
    _ record: Record,
    into diagnostics: inout Diagnostics
  ) {
    let field = "channel.through"
    func warn(_ message: String, hint: String? = nil) {
      diagnostics.add(record.diagnostic(field, message, hint: hint, severity: .warning))
    }
    let gain = table.largestGain
    if gain > 1.001 {
      warn("the part gives back \(Format.percentText(gain)) of the power put in: it is not passive")
    }
    let asymmetry = table.largestAsymmetry
    if asymmetry > 0.01 {
      warn(
        "the part is not reciprocal: parameters differ by up to \(Format.significant(asymmetry))"
      )
    }
    guard let first = table.frequencies.first, let last = table.frequencies.last else { return }
    let reach = pair.parameters.last.map { $0.s21.magnitude } ?? 0
    if last < standard.symbolRate, reach > 0.03 {
      warn(
        "the file ends at \(Format.quantity(last, unit: "Hz")), where it still passes"
          + " \(Format.significant(20 * log10(reach))) dB; what is beyond is continued, at a cost of a few"
          + " tenths of a dB",
        hint: "give data up to the symbol rate"
      )
    }
    if first > 50e6 {
      warn("the file begins at \(Format.quantity(first, unit: "Hz")); what is below is continued")
    }
    let steps = zip(table.frequencies.dropFirst(), table.frequencies).map { $0 - $1 }
    if let step = steps.max(), step > 50e6 {
      warn(
        "frequencies are \(Format.quantity(step, unit: "Hz")) apart; echoes later than"
          + " \(Format.quantity(0.5 / step, unit: "s")) are folded"
      )
    }
  }
}

extension Format {
  /// A share in percent.
  fileprivate static func percentText(_ share: Double) -> String {
    "\(Format.significant(share * 100)) %"
  }
}
