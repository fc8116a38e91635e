public import Compute
public import Documents
import Workloads

/// The format of accelerator files.
public enum AcceleratorFormat {
  /// Its fields.
  public static let schema = Schema(
    name: "accelerators",
    summary: "An accelerator's datasheet.",
    figures: true,
    attributes: CommonAttributes.naming + [
      Attribute(
        "machine",
        .choice(
          ["tiled", "systolic", "dataflow", "npu", "cpu", "in-memory", "photonic", "other"]
        ),
        isRequired: true,
        summary: "How it multiplies: tiles over processors, arrays, weights in place, and so on.",
        example: "tiled"
      ),
      Attribute(
        "kernels",
        .text,
        summary: "Part whose measured kernels stand in when it has none of its own.",
        example: "h100-sxm"
      ),
      Attribute(
        "kernel-ratio",
        .ratio,
        defaultValue: "1",
        range: .positive,
        summary: "Rates that its libraries reach over those that the constants in use give.",
        example: "0.7"
      ),
      Attribute(
        "attention-ratio",
        .ratio,
        defaultValue: "1",
        range: .positive,
        summary: "Attention's rate beyond that, as wider exponential units give.",
        example: "1.5"
      ),
      Attribute(
        "peak.*",
        .quantity(unit: "FLOP/s"),
        range: .positive,
        summary: "Dense peak rate in a number format.",
        example: "989.4 TFLOP/s"
      ),
      Attribute(
        "processors",
        .integer,
        isRequired: true,
        range: .positive,
        summary: "Streaming multiprocessors, compute units or matrix arrays.",
        example: "132"
      ),
      Attribute(
        "clock.boost",
        .quantity(unit: "Hz"),
        isRequired: true,
        range: .positive,
        summary: "Clock at which the peak holds.",
        example: "1830 MHz"
      ),
      Attribute(
        "clock.base",
        .quantity(unit: "Hz"),
        range: .positive,
        summary: "Guaranteed clock.",
        example: "1095 MHz"
      ),
      Attribute("memory.kind", .text, summary: "Kind of memory.", example: "hbm3"),
      Attribute(
        "memory.capacity",
        .quantity(unit: "B"),
        isRequired: true,
        range: .positive,
        summary: "Size of device memory.",
        example: "80 GiB"
      ),
      Attribute(
        "memory.bandwidth",
        .quantity(unit: "B/s"),
        isRequired: true,
        range: .positive,
        summary: "Peak bandwidth of device memory.",
        example: "3.35 TB/s"
      ),
      Attribute(
        "memory.second-tier.capacity",
        .quantity(unit: "B"),
        range: .positive,
        summary: "Size of the slower memory behind it.",
        example: "128 GB"
      ),
      Attribute(
        "memory.second-tier.bandwidth",
        .quantity(unit: "B/s"),
        range: .positive,
        summary: "Bandwidth of that memory towards the processors.",
        example: "200 GB/s"
      ),
      Attribute(
        "cache",
        .quantity(unit: "B"),
        isRequired: true,
        range: .nonNegative,
        summary: "Size of the last cache before memory.",
        example: "50 MiB"
      ),
      Attribute(
        "power.limit",
        .quantity(unit: "W"),
        isRequired: true,
        range: .positive,
        summary: "Power at which the clock is held back.",
        example: "700 W"
      ),
      Attribute(
        "power.idle",
        .quantity(unit: "W"),
        isRequired: true,
        range: .nonNegative,
        summary: "Power with a context loaded and nothing running.",
        example: "70 W"
      ),
      Attribute(
        "power.sustained-ratio",
        .ratio,
        defaultValue: "1",
        range: .positive,
        summary: "Energy of a kernel under sustained load over that in a short benchmark.",
        example: "1.2"
      ),
      Attribute(
        "power.awake-ratio",
        .ratio,
        range: .nonNegative,
        summary:
          "Power above idle while a service runs, whatever runs, over the limit; 0.14 for GPUs and arrays.",
        example: "0.16"
      ),
      Attribute(
        "power.service-ratio",
        .ratio,
        range: .positive,
        summary:
          "Energy of a kernel in a service over that in a short benchmark; 1.34 for GPUs and arrays.",
        example: "1.3"
      ),
      Attribute(
        "scale-up.bandwidth",
        .quantity(unit: "B/s"),
        range: .nonNegative,
        summary: "Bandwidth of the scale-up ports, one direction, all together.",
        example: "450 GB/s"
      ),
      Attribute(
        "host-link.bandwidth",
        .quantity(unit: "B/s"),
        range: .nonNegative,
        summary: "Bandwidth to the host, one direction.",
        example: "64 GB/s"
      ),
      Attribute(
        "die.area",
        .quantity(unit: "m^2"),
        range: .positive,
        summary: "Area of all compute dies.",
        example: "814 mm^2"
      ),
      Attribute("die.process", .text, summary: "Process of the compute dies.", example: "tsmc-4n"),
      Attribute(
        "die.transistors",
        .number,
        range: .positive,
        summary: "Transistors.",
        example: "80e9"
      ),
      Attribute("die.dies", .integer, range: .positive, summary: "Compute dies.", example: "1"),
      Attribute(
        "temperature.limit",
        .quantity(unit: "K"),
        range: .positive,
        summary: "Junction temperature at which the clock is held back.",
        example: "87 degC"
      ),
      Attribute(
        "price",
        .quantity(unit: "USD"),
        range: .nonNegative,
        summary: "Price of one part.",
        example: "25000 USD"
      ),
      Attribute(
        "rent",
        .quantity(unit: "USD/s"),
        range: .nonNegative,
        summary: "Market price of one for an hour, all included.",
        example: "2.5 USD/h"
      ),
      Attribute(
        "embodied-carbon",
        .quantity(unit: "kg"),
        range: .nonNegative,
        summary: "Emission of making one part.",
        example: "164 kg"
      ),
      Attribute(
        "systolic.side",
        .integer,
        range: .positive,
        summary: "Side of the multiplier array of a systolic machine, 128 when not given.",
        example: "256"
      ),
    ] + fields("dataflow", DataflowConstants.fields) + fields("roofline", RooflineConstants.fields)
      + fields("in-memory", InMemoryConstants.fields)
      + fields("photonic", PhotonicConstants.fields)
  )

  /// The attributes of the constants of one kind of machine.
  private static func fields<Group: ConstantGroup>(
    _ prefix: String,
    _ fields: [ConstantField<Group>]
  ) -> [Attribute] {
    fields.map { field in
      let words = field.name.replacing("-", with: " ")
      return Attribute(
        "\(prefix).\(field.name)",
        field.unit.isEmpty ? .number : .quantity(unit: field.unit),
        range: .nonNegative,
        summary: "Constant of a machine of this kind: \(words)."
      )
    }
  }

  /// The machine that a file describes, nil for tiled ones, whose kernels have their own files.
  public static func machine(_ record: Record, of accelerator: Accelerator) -> (any Machine)? {
    func look(_ prefix: String) -> (String) -> Double? { { record.number("\(prefix).\($0)") } }
    return switch record.text("machine") {
    case "systolic": SystolicMachine(accelerator: accelerator)
    case "dataflow":
      DataflowMachine(
        accelerator: accelerator,
        constants: DataflowConstants(named: look("dataflow"))
      )
    case "npu", "cpu":
      RooflineMachine(
        accelerator: accelerator,
        constants: RooflineConstants(named: look("roofline"))
      )
    case "in-memory":
      InMemoryMachine(
        accelerator: accelerator,
        constants: InMemoryConstants(named: look("in-memory"))
      )
    case "photonic":
      PhotonicMachine(
        accelerator: accelerator,
        constants: PhotonicConstants(named: look("photonic"))
      )
    default: nil
    }
  }

  /// The datasheet that a file describes.
  public static func accelerator(_ record: Record) -> Accelerator {
    var peak = FormatTable()
    for (key, value) in record.numbers(under: "peak") {
      if let format = NumberFormat(rawValue: key) { peak[format] = value }
    }
    func number(_ path: String) -> Double { record.number(path) ?? 0 }
    let vector = record.number("peak.fp32") ?? peak[.bf16] / 16
    let isSystolic = record.text("machine") == "systolic"
    let second = record.number("memory.second-tier.capacity").map {
      MemoryTier(capacity: $0, bandwidth: number("memory.second-tier.bandwidth"))
    }
    var accelerator = Accelerator(
      id: record.text("id") ?? "",
      name: record.text("name") ?? "",
      peak: peak,
      vectorPeak: vector,
      processors: record.integer("processors") ?? 1,
      clock: number("clock.boost"),
      memoryCapacity: number("memory.capacity"),
      memoryBandwidth: number("memory.bandwidth"),
      cache: number("cache"),
      powerLimit: number("power.limit"),
      idlePower: number("power.idle"),
      sustainedEnergy: record.number("power.sustained-ratio") ?? 1,
      scaleUpBandwidth: number("scale-up.bandwidth"),
      hostBandwidth: number("host-link.bandwidth"),
      dieArea: number("die.area"),
      temperatureLimit: number("temperature.limit"),
      price: number("price"),
      systolicSide: isSystolic ? record.integer("systolic.side") ?? 128 : 0,
      secondTier: second
    )
    // Shares fitted on published power of B200 and MI355X in service; see Methods/serving.
    let isUsual = isSystolic || record.text("machine") == "tiled"
    accelerator.awakePower =
      (record.number("power.awake-ratio") ?? (isUsual ? 0.14 : 0)) * accelerator.powerLimit
    accelerator.serviceEnergy = record.number("power.service-ratio") ?? (isUsual ? 1.34 : 1)
    return accelerator
  }
}
