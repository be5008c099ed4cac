import Diagnostics
import StripeWire
import Testing

@testable import Execution

@Suite struct FailureGroupTests {
  private func groups(_ messages: [String], most: Int = 50) -> (firsts: [Bool], FailureGroups) {
    var groups = FailureGroups(most: most)
    let firsts = messages.enumerated().map { number, message in
      groups.add(
        Failure(.value(message)).withRow(RowName(.line(number + 2, of: "a.csv"), key: nil)))
    }
    return (firsts, groups)
  }

  @Test(arguments: [
    ("No such customer: 'cus_1'", "No such customer: 'cus_b'"),
    ("`amount` is \"x\" and not 5", "`amount` is \"yyy z\" and not 12.5"),
    ("the customer's card ending 4242 is bad", "the customer's card ending 1881 is bad"),
    ("no mail to ann@example.com", "no mail to bo@example.com"),
  ])
  func `what differs in values alone is alike`(first: String, second: String) {
    let (firsts, groups) = groups([first, second])
    #expect(firsts == [true, false])
    #expect(groups.groups.map(\.count) == [2])
    #expect(RowName.list(groups.groups[0].rows) == "a.csv:2, :3")
  }

  @Test(arguments: [
    ("there is no parameter `emial`", "there is no parameter `nmae`"),
    ("No such customer: 'x'", "No such invoice: 'x'"),
  ])
  func `what differs in a name is not`(first: String, second: String) {
    #expect(groups([first, second]).firsts == [true, true])
  }

  @Test func `any number of failures takes few rows and few groups`() {
    let (firsts, found) = groups((0..<2_000).map { "problem \(["a", "b", "c"][$0 % 3])" }, most: 2)
    #expect(found.groups.count == 2)
    #expect(found.groups.allSatisfy { $0.rows.count == 4 && $0.count > 600 })
    // What is in no group is reported each time.
    #expect(firsts.filter(\.self).count == 2 + 666)
  }
}
