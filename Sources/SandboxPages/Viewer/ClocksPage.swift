import JSON
import StripeSandbox

/// The clock of the sandbox, and the test clocks.
struct ClocksView: PageView {
  let title = "Clocks"
  let frame: ViewerFrame
  let time: String
  let own: ClockForm
  let clocks: [Clock]

  struct Clock: Sendable {
    let id: String
    let name: String?
    let status: String
    let frozen: String
    let form: ClockForm
  }

  static let template = """
    {{<viewer}}{{$body}}
    <h2>The sandbox’s own</h2>
    <p>It is {{time}} here: the time of everything that lives by no test clock.</p>
    {{#own}}{{>clockform}}{{/own}}
    <h2>Test clocks</h2>
    {{^clocks}}<p>There are none.</p>{{/clocks}}
    <ul class="plain">
    {{#clocks}}
    <li><p class="between"><span><a class="id" href="/objects/test_clock/{{id}}">{{id}}</a>
    {{name}}</span><span>{{frozen}} <span class="state">{{status}}</span></span></p>
    {{#form}}{{>clockform}}{{/form}}</li>
    {{/clocks}}
    </ul>
    {{/body}}{{/viewer}}
    """
}

/// The form that advances a clock.
struct ClockForm: Sendable {
  let action: String
  let field: String
  let spans: [Span]

  struct Span: Sendable {
    let span: String
    let isChosen: Bool
  }

  /// - Parameter clock: the id of a test clock; nil for the clock of the sandbox.
  init(clock: String? = nil) {
    action = clock.map { "/clocks/\(Readable.escaped($0))" } ?? "/clocks"
    field = "span-\(clock ?? "own")"
    spans = ClockSpan.allCases.map { Span(span: $0.rawValue, isChosen: $0 == .month) }
  }

  static let template = """
    <form class="inline" method="post" action="{{action}}">
    <label for="{{field}}">Advance by one</label>
    <select id="{{field}}" name="span">
    {{#spans}}<option{{#isChosen}} selected{{/isChosen}}>{{span}}</option>
    {{/spans}}
    </select>
    <button>Advance</button>
    </form>
    """
}

/// Shows clocks, and advances them.
enum ClocksPage {
  private static let path = "/v1/test_helpers/test_clocks"

  static func show(_ visit: PageVisit) async throws -> Page {
    let account = try await visit.chosenAccount()
    let answer = try await account.send("GET", path, ["limit": 100])
    return .show(
      ClocksView(
        frame: try await ViewerFrame(account, visit.sandbox),
        time: Readable.time(try await visit.sandbox.now()), own: ClockForm(),
        clocks: answer.array("data").compactMap(\.object).map(clock)))
  }

  private static func clock(_ clock: JSONObject) -> ClocksView.Clock {
    ClocksView.Clock(
      id: clock.text("id") ?? "", name: clock.text("name"), status: clock.text("status") ?? "",
      frozen: Readable.time(clock.amount("frozen_time")),
      form: ClockForm(clock: clock.text("id")))
  }

  static func advanceSandbox(_ visit: PageVisit) async throws -> Page {
    let now = try await visit.sandbox.now()
    _ = try await visit.sandbox.advance(by: span(visit).end(after: now) - now)
    return .redirect("/clocks")
  }

  static func advance(_ visit: PageVisit) async throws -> Page {
    let account = try await visit.account(having: "test_helpers.test_clock", visit.id)
    let clock = try await account.send("GET", "\(path)/\(visit.id)")
    let end = try span(visit).end(after: clock.amount("frozen_time"))
    try await account.send(
      "POST", "\(path)/\(visit.id)/advance", ["frozen_time": .integer(end)])
    return .redirect("/objects/test_clock/\(Readable.escaped(visit.id))")
  }

  private static func span(_ visit: PageVisit) throws(SandboxError) -> ClockSpan {
    guard let span = visit.entered("span").flatMap(ClockSpan.init) else {
      throw SandboxError("Choose a span by which the clock is advanced.")
    }
    return span
  }
}
