import JSON
import SandboxStore
import StripeSandbox

/// The deliveries of events, newest first.
struct DeliveriesView: PageView {
  let title = "Deliveries"
  let frame: ViewerFrame
  let deliveries: [DeliveryRow]
  let older: String?

  static let table = """
    <div class="scroll" tabindex="0" role="region" aria-label="Deliveries">
    <table class="rows">
    <thead><tr><th scope="col">Event</th><th scope="col">Type</th>
    <th scope="col">State</th><th scope="col">Attempts</th><th scope="col">Answer</th>
    <th scope="col">Again</th><th scope="col">To</th></tr></thead>
    <tbody>
    {{#deliveries}}
    <tr><td class="id"><a href="/objects/event/{{eventID}}">{{eventID}}</a></td><td>{{type}}</td>
    <td><span class="state">{{state}}</span></td>
    <td>{{attempts}}</td><td class="text">{{answer}}</td>
    <td><form method="post" action="/deliveries/{{eventID}}/resend">
    <button class="second" aria-label="Send {{eventID}} again">Send again</button></form></td>
    <td class="id">{{destination}}</td></tr>
    {{/deliveries}}
    </tbody>
    </table>
    </div>
    """

  static let template = """
    {{<viewer}}{{$body}}
    {{^deliveries}}<p>Nothing was sent yet: make a webhook endpoint, or serve with --forward.</p>
    {{/deliveries}}
    {{^empty(deliveries)}}\(table){{/empty(deliveries)}}
    <nav class="pages" aria-label="Pages">
    {{#older}}<a href="{{older}}" rel="next">Older</a>{{/older}}
    </nav>
    {{/body}}{{/viewer}}
    """
}

/// One delivery.
struct DeliveryRow: Sendable {
  let eventID: String
  let type: String
  let destination: String
  let state: String
  let attempts: Int
  let answer: String

  private static let longest = 120

  init(_ delivery: WebhookDelivery) {
    eventID = delivery.event
    type = delivery.type
    destination = delivery.destination
    state = delivery.state.rawValue
    attempts = delivery.attempts
    let parts = [delivery.status.map(String.init), delivery.response].compactMap(\.self)
    answer = String(parts.joined(separator: " ").prefix(Self.longest))
  }
}

/// Shows deliveries, and sends events again.
enum DeliveriesPage {
  private static let size = 50

  static func show(_ visit: PageVisit) async throws -> Page {
    let before = visit.query.entered("before").flatMap { Int64($0) } ?? .max
    let found = try await visit.sandbox.deliveries(limit: size + 1, before: before)
    let shown = found.prefix(size)
    let older = found.count > size ? shown.last.map { "/deliveries?before=\($0.id)" } : nil
    return .show(
      DeliveriesView(
        frame: try await ViewerFrame(visit.sandbox.sharedAccount, visit.sandbox),
        deliveries: shown.map(DeliveryRow.init), older: older))
  }

  static func resend(_ visit: PageVisit) async throws -> Page {
    try await visit.sandbox.resend(visit.id)
    return .redirect("/objects/event/\(Readable.escaped(visit.id))")
  }
}
