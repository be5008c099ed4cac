import Diagnostics
import Foundation
import JSON
import StripeWire
import Testing

@testable import Console

/// What `now` means: one moment in all of a run, however it comes to its statements.
@Suite struct RunTimeTests {
  private static let customers: @Sendable (APIRequest) -> APIResponse = { request in
    let id = request.path.split(separator: "/").last ?? ""
    return AnsweringTransport.json(200, #"{"id":"\#(id)","data":[],"has_more":false}"#)
  }

  private static let loops = [
    "for n in [1, 2, 3, 4, 5, 6] { get customer \"cus_${$n}\" select id\nprint now }",
    "for n in [1, 2, 3] { let c = get customer \"cus_${$n}\"\nfor m in [1, 2] { "
      + "get customer \"cus_${$m}\" select id\nprint now } }",
    "for n in [1, 2, 3] { get customer \"cus_${$n}\" select id\nset quiet = true\nprint now }",
    "for n in [1, 2, 3] { get customer \"cus_${$n}\" select id\nif now > 0 { print now } }",
    "for n in [1, 2, 3] { get customer \"cus_${$n}\" select id\ninclude \"inner.stripe\" }",
  ]

  @Test(arguments: loops)
  func `all iterations of a loop have the same now`(loop: String) async throws {
    let place = try TestPlace(
      AnsweringTransport(answer: Self.customers), texts: ["inner.stripe": "print now"],
      now: FarAccount.clock())
    #expect(await place.run("get customer cus_0 select id\nprint now\n\(loop)\nprint now") == 0)
    let times = place.lines.filter { $0.hasPrefix("2026-") }
    #expect(times.count >= 5, "\(place.lines)")
    #expect(Set(times).count == 1, "\(times)")
  }

  @Test(arguments: [
    "print now\ncreate customer {}", "create customer {}\nprint now",
    "for n in [1, 2, 3, 4] { get customer \"cus_${$n}\" select id\nprint now }\ncreate customer {}",
    "let t = now\ncreate customer {}\nprint $t\nprint now",
  ])
  func `a resumed run has the now of the run it resumes`(statements: String) async throws {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("\(UUID().uuidString).journal").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let clock = FarAccount.clock()
    let text = "get customer cus_0 select id\n\(statements)"
    func times(resumes: Bool) async throws -> (code: Int32, times: [String]) {
      let transport = AnsweringTransport { request in
        guard resumes || request.method == .get else { throw TransportError.refused("cut") }
        return Self.customers(request)
      }
      let place = try TestPlace(transport, now: clock)
      var settings = SessionSettings()
      settings.journal = path
      settings.resumes = resumes
      // What a failed write prevents is reached all the same, so that both runs can be compared.
      settings.onError = .continue
      let session = place.session(settings)
      let code = await session.run([SourceText(name: "job", text: text)])
      return (code, place.lines.filter { $0.hasPrefix("2026-") })
    }
    let first = try await times(resumes: false)
    let second = try await times(resumes: true)
    #expect((first.code, second.code) == (3, 0))
    #expect(!first.times.isEmpty && first.times == second.times)
    #expect(Set(second.times).count == 1)
  }

  @Test func `the next statement at the prompt has a now of its own`() async throws {
    let place = try TestPlace(now: FarAccount.clock())
    let session = place.session()
    for _ in 0..<20 { _ = await session.run("print now") { _ in nil } }
    #expect(Set(place.lines).count > 1)
  }
}
