import Supply
import Testing

@Suite struct `Quarter tests` {
  @Test func `a quarter reads and prints as it is written`() {
    #expect(Quarter("2022Q1") == Quarter(2022, 1))
    #expect(Quarter("2022Q5") == nil)
    #expect(Quarter(2022, 4).advanced(by: 1).description == "2023Q1")
  }
}
