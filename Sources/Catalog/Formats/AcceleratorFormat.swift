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
        .choice(["tiled", "systolic", "other"]),
        isRequired: true,
        summary: "How it multiplies: tiles over many processors, large arrays, or otherwise.",
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
    ]
  )

  /// The datasheet that a file describes.
  public static func accelerator(_ record: Record) -> Accelerator {
    var peak = FormatTable()
    for (key, value) in record.numbers(under: "peak") {
      if let format = NumberFormat(rawValue: key) { peak[format] = value }
    }
    func number(_ path: String) -> Double { record.number(path) ?? 0 }
    let vector = record.number("peak.fp32") ?? peak[.bf16] / 16
    let isSystolic = record.text("machine") == "systolic"
    return Accelerator(
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
      systolicSide: isSystolic ? 128 : 0
    )
  }
}
