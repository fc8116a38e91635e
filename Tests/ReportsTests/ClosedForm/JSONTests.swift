import Foundation
import Testing

@testable import Reports

/// Machine-readable values.
struct JSONTests {
  @Test func `what is written reads back in the order it was made`() throws {
    let value: JSON = [
      "b": 1, "a": ["x", "y \"quoted\"\n\u{1}"], "c": ["deep": [["z": true]]], "e": .null,
    ]
    let text = value.text
    let read = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    #expect(read?.count == 4)
    #expect((read?["a"] as? [String])?.last == "y \"quoted\"\n\u{1}")
    let places = ["\"b\"", "\"a\"", "\"c\"", "\"e\""].compactMap {
      text.firstRange(of: $0)?.lowerBound
    }
    #expect(places.count == 4)
    #expect(places == places.sorted())
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func `a number that is not finite is null`(_ value: Double) {
    #expect(JSON.number(value).text == "null\n")
    #expect(JSON.optional(nil as Double?) == .null)
  }

  @Test func `fields by path become nested objects and lists`() {
    let nested = ScenarioJSON.nested([
      ("a.b", "1"), ("a.c[0]", "x"), ("a.c[1]", "2.5"), ("d", "30 MW"), ("e", "[p, q]"),
      ("f", "true"),
    ])
    #expect(
      nested == [
        "a": ["b": 1, "c": ["x", .number(2.5)]], "d": "30 MW", "e": ["p", "q"], "f": true,
      ]
    )
  }

  @Test(arguments: [
    ("nan", JSON.text("nan")), ("infinity", .text("infinity")), ("1e3", .number(1_000)),
  ])
  func `words that look like numbers stay words`(_ text: String, _ value: JSON) {
    #expect(ScenarioJSON.value(text) == value)
  }
}
