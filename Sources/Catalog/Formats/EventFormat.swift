public import Documents
public import Quantities
public import Supply

/// The format of files of events: what happens at a date and changes the supply chain.
public enum EventFormat {
  /// Its fields.
  public static let schema = Schema(
    name: "events",
    summary:
      "Something that happens at a date and that nobody in a roadmap foresees. Exactly one of"
      + " \(effects.joined(separator: ", ")) is written.",
    figures: true,
    attributes: SupplyFields.naming + fields()
  )

  /// The things that an event may change; one is written.
  public static let effects = [
    "demand", "outside", "capacity", "company", "region", "build", "export", "delay", "readiness",
  ]

  /// The fields beside names, as a part of any format.
  ///
  /// - Parameter prefix: What stands before each, such as `roadmap.events[].`.
  /// - Returns: The fields, in the order of the reference page.
  public static func fields(prefix: String = "") -> [Attribute] {
    func name(_ path: String, _ summary: String, _ example: String) -> Attribute {
      SupplyFields.text(prefix + path, summary, example, isRequired: true)
    }
    func group(_ path: String, _ summary: String, _ example: String) -> Attribute {
      Attribute(prefix + path, .map, summary: summary, example: example)
    }
    func factor(_ path: String, _ summary: String, _ example: String) -> Attribute {
      SupplyFields.number("\(prefix)\(path).factor", summary, example, isRequired: true)
    }
    return [
      name("date", "Quarter in which it begins.", "2022Q4"),
      SupplyFields.number(
        prefix + "onset",
        "Quarters until it has its full effect.",
        "6",
        default: "0"
      ),
      Attribute(
        prefix + "duration",
        .integer,
        range: .within(1...400),
        summary: "Quarters from its beginning to its end; it lasts without it.",
        example: "4"
      ),
      group(
        "demand",
        "It changes how much work of a class is wanted.",
        "{ class: chat, factor: 5 }"
      ),
      name("demand.class", "The class.", "chat"),
      factor("demand", "By which factor.", "5"),
      group("outside", "It changes use by others.", "{ stage: dram, factor: 0.7 }"),
      name("outside.stage", "The stage.", "dram"),
      factor("outside", "By which factor.", "0.7"),
      group("capacity", "It changes how much a stage makes.", "{ stage: hbm, factor: 0.8 }"),
      name("capacity.stage", "The stage.", "hbm"),
      factor("capacity", "By which factor.", "0.8"),
      group("company", "It changes how much a company makes.", "{ id: sk-hynix, factor: 0 }"),
      name("company.id", "The company.", "sk-hynix"),
      SupplyFields.text(prefix + "company.stage", "The one stage; all without it.", "hbm"),
      factor("company", "By which factor.", "0"),
      group("region", "It changes how much plants in a region make.", "{ id: taiwan, factor: 0 }"),
      name("region.id", "The region.", "taiwan"),
      factor("region", "By which factor.", "0"),
      group("build", "It changes how long a stage takes to build.", "{ stage: grid, factor: 2 }"),
      name("build.stage", "The stage.", "grid"),
      factor("build", "By which factor.", "2"),
      group(
        "export",
        "A buyer may no longer buy a vendor's products, or may again.",
        "{ vendor: nvidia, buyer: china, allowed: false }"
      ),
      name("export.vendor", "The vendor.", "nvidia"),
      name("export.buyer", "The buyer.", "china"),
      Attribute(
        prefix + "export.allowed",
        .flag,
        isRequired: true,
        summary: "Whether it may.",
        example: "false"
      ),
      group("delay", "A product ships later than planned.", "{ product: b200, quarters: 1 }"),
      name("delay.product", "The product.", "b200"),
      Attribute(
        prefix + "delay.quarters",
        .integer,
        isRequired: true,
        range: .within(-40...40),
        summary: "By how many quarters.",
        example: "1"
      ),
      group(
        "readiness",
        "A technology is ready later than planned.",
        "{ technology: co-packaged-optics, years: 1 }"
      ),
      name("readiness.technology", "The technology.", "co-packaged-optics"),
      SupplyFields.number(
        prefix + "readiness.years",
        "By how many years.",
        "1",
        range: .within(-50...50),
        isRequired: true
      ),
    ]
  }

  /// What contradicts itself in an event that is sound field by field.
  ///
  /// - Parameters:
  ///   - record: What the file says.
  ///   - prefix: Where in it the event is, such as `roadmap.events[0].`, or an empty text.
  /// - Returns: One diagnostic for each.
  public static func problems(_ record: Record, prefix: String = "") -> [Diagnostic] {
    let owner = String(prefix.dropLast())
    return SupplyFields.quarterProblems(record, [prefix + "date"])
      + (SupplyFields.oneOf(record, prefix, effects, what: "effect", owner: owner).map { [$0] }
        ?? [])
  }

  /// The event that a record without problems describes.
  ///
  /// - Parameters:
  ///   - record: What the file says.
  ///   - prefix: Where in it the event is, such as `roadmap.events[0].`, or an empty text.
  /// - Returns: The event, or nil where a field of it is missing.
  public static func event(_ record: Record, prefix: String = "") -> Event? {
    guard let id = record.text(prefix + "id"),
      let date = record.text(prefix + "date").flatMap({ Quarter($0) }),
      let effect = effect(record, prefix)
    else { return nil }
    return Event(
      id: id,
      name: record.text(prefix + "name") ?? id,
      date: date,
      onset: record.number(prefix + "onset") ?? 0,
      duration: record.integer(prefix + "duration"),
      effect: effect
    )
  }

  /// Name of the effect that is written.
  static func written(_ record: Record, prefix: String = "") -> String? {
    effects.first { record.has(prefix + $0) }
  }

  /// What the event changes.
  private static func effect(_ record: Record, _ prefix: String) -> Event.Effect? {
    guard let kind = written(record, prefix: prefix) else { return nil }
    let group = "\(prefix)\(kind)."
    func text(_ name: String) -> String { record.text(group + name) ?? "" }
    let factor = record.number(group + "factor") ?? 1
    return switch kind {
    case "demand": .demand(class: text("class"), factor: factor)
    case "outside": .outside(stage: text("stage"), factor: factor)
    case "capacity": .capacity(stage: text("stage"), factor: factor)
    case "company": .company(text("id"), stage: record.text(group + "stage"), factor: factor)
    case "region": .region(text("id"), factor: factor)
    case "build": .build(stage: text("stage"), factor: factor)
    case "export":
      .export(
        vendor: text("vendor"),
        buyer: text("buyer"),
        allowed: record.flag(group + "allowed") ?? true
      )
    case "delay":
      .delay(product: text("product"), quarters: record.integer(group + "quarters") ?? 0)
    default:
      .readiness(
        technology: text("technology"),
        years: record.number(group + "years") ?? 0
      )
    }
  }
}
