import JSON
import StripeWire
import Testing

@testable import Execution

/// Rows written together: who fails, who is sent again, and what each comes to.
@Suite struct BatchTests {
  /// Sends rows against a rule; gives the requests, each as its rows, and what became of each row.
  private func sent(
    rows: Int, _ answer: ([Int]) -> BatchTries.Blame?
  ) -> (requests: [[Int]], outcomes: [Int: Bool]) {
    var tries = BatchTries(rows: rows)
    var requests: [[Int]] = []
    var outcomes: [Int: Bool] = [:]
    while let range = tries.next() {
      let group = Array(range)
      requests.append(group)
      if let blame = answer(group) {
        for row in tries.failed(range, by: blame) {
          #expect(outcomes.updateValue(false, forKey: row) == nil)
        }
      } else {
        for row in group { #expect(outcomes.updateValue(true, forKey: row) == nil) }
      }
    }
    return (requests, outcomes)
  }

  @Test func `all go in one request`() {
    let (requests, outcomes) = sent(rows: 4) { _ in nil }
    #expect(requests == [[0, 1, 2, 3]])
    #expect(outcomes.values.allSatisfy { $0 })
    #expect(sent(rows: 0) { _ in nil }.requests == [])
  }

  @Test func `who is named fails, and those before and behind it go again`() {
    let (requests, outcomes) = sent(rows: 5) { group in
      group.firstIndex { $0 == 1 || $0 == 3 }.map { .row($0) }
    }
    #expect(requests == [[0, 1, 2, 3, 4], [0], [2, 3, 4], [2], [4]])
    #expect(outcomes == [0: true, 1: false, 2: true, 3: false, 4: true])
  }

  @Test func `each goes alone where nobody is named`() {
    let (requests, outcomes) = sent(rows: 3) { $0.contains(2) ? .unknown : nil }
    #expect(requests == [[0, 1, 2], [0], [1], [2]])
    #expect(outcomes == [0: true, 1: true, 2: false])
    #expect(sent(rows: 2) { _ in .row(7) }.requests == [[0, 1], [0], [1]])
  }

  @Test func `what all have in common fails all at once`() {
    let (requests, outcomes) = sent(rows: 3) { _ in .all }
    #expect(requests == [[0, 1, 2]])
    #expect(outcomes.count == 3)
  }

  /// However rows fail, each has one result, and those that are good are done.
  @Test func `nothing is lost and nothing doubled`() {
    var state: UInt64 = 7
    func roll(_ bound: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % bound
    }
    for _ in 0..<300 {
      let count = Int(roll(20)) + 1
      let bad = Set((0..<count).filter { _ in roll(4) == 0 })
      let (_, outcomes) = sent(rows: count) { group in
        let first = group.firstIndex(where: bad.contains)
        return first.map { roll(3) == 0 ? .unknown : .row($0) }
      }
      #expect(outcomes.count == count)
      #expect(Set(outcomes.filter { !$0.value }.keys) == bad)
    }
  }

  private static let errors: [(status: Int, param: String?, blame: BatchTries.Blame)] = [
    (400, "lines[3][quantity]", .row(3)), (400, "lines[0]", .row(0)),
    (404, "lines[1][id]", .row(1)),
    (404, "invoice", .all), (400, nil, .unknown), (400, "lines", .unknown),
    (400, "lines[x]", .unknown), (400, "lines[", .unknown),
    (400, "lines[99999999999999999999]", .unknown), (401, nil, .all), (429, nil, .all),
    (500, nil, .all), (409, nil, .all), (409, "lines[0]", .all),
  ]

  @Test(arguments: errors)
  func `blame is told by the parameter`(
    status: Int, param: String?, expected: BatchTries.Blame
  ) {
    var fields: JSONObject = ["message": "no"]
    if let param { fields["param"] = .string(param) }
    let error = APIError(status: status, requestID: nil, fields: fields)
    #expect(Failure(.api(error)).blame(in: "lines") == expected)
    #expect(Failure(.transport(.timedOut(seconds: 1))).blame(in: "lines") == .all)
  }
}
