import Diagnostics
import HTTP
import Planning
import StripeWire

/// The inputs of a job in groups that one request can write: neighbours that are nested in the same
/// object.
struct WriteGroups {
  private var inputs: WriteInputs
  private let place: Place
  private let step: JournalStep?
  /// True if rows may be written together. Rows with correlation tags are sent alone, because they
  /// are searched for one at a time.
  private let mayJoin: Bool
  /// An input that was read and does not belong to the group before it.
  private var held: WriteInputs.Input?
  /// A group that was read and cannot be sent yet.
  private var waiting: WriteGroup?
  /// The endpoint of the last group; nil before the first.
  private var lastEndpoint: Endpoint?
  private var lastAddress: WriteGroup.Address?

  init(_ inputs: WriteInputs, of plan: WritePlan, _ job: WriteJob) {
    self.inputs = inputs
    place = plan.place
    step = job.step
    mayJoin = plan.batch.map { $0.isOnly || !job.marksWrites } ?? false
  }

  /// Returns the next group, in the order of the inputs; nil at the end.
  mutating func next() throws -> WriteGroup? {
    guard let first = try held ?? inputs.next() else { return nil }
    held = nil
    var group = WriteGroup(first)
    note(group)
    guard mayJoin, group.mayGrow, let row = first.row else { return group }
    let last = try lastRow(sentWith: row)
    while group.mayGrow, row + group.inputs.count <= last, let input = try inputs.next() {
      guard group.add(input) else {
        held = input
        break
      }
    }
    note(group)
    return group
  }

  /// Notes the endpoint of a group, which most often is that of the group before.
  private mutating func note(_ group: WriteGroup) {
    guard let address = group.address, address != lastAddress else { return }
    lastAddress = address
    lastEndpoint = group.request.map(Endpoint.init)
  }

  /// Returns the next group if the current rate allows one more concurrent request, and no request
  /// under way writes to the same object.
  mutating func next(
    ifRoomIn queue: WriteQueue, _ engine: Engine
  ) async throws -> WriteGroup? {
    // The first request to an endpoint is sent alone, before others are sent concurrently.
    let width = await lastEndpoint.width(engine)
    guard queue.hasRoom(width: width), let group = try waiting ?? next() else { return nil }
    waiting = queue.isFree(for: group) ? nil : group
    return waiting == nil ? group : nil
  }

  /// Returns the last row of the request that a row was sent in before: a resumed run must send the
  /// same request again.
  private func lastRow(sentWith row: Int) throws(Failure) -> Int {
    do {
      return try step?.lastRow(sentWith: row) ?? .max
    } catch {
      throw Failure(error, at: place)
    }
  }
}

/// Inputs that are written in one request, or one that is written alone.
struct WriteGroup: Sendable {
  private(set) var inputs: [WriteInputs.Input]
  private var ids: Set<String> = []
  /// `/v1/invoices/in_1/update_lines`; nil for an input that is sent alone. Groups with the same
  /// path are sent one after another, because each changes the same object.
  let path: String?

  init(_ first: WriteInputs.Input) {
    inputs = [first]
    path = first.together?.path
    // Only a group that may grow compares them.
    if path != nil, let id = first.prepared?.id { ids.insert(id) }
  }

  /// The writes to send; empty if the input cannot be sent.
  var writes: [PreparedWrite] { inputs.compactMap(\.prepared) }

  /// The reason why nothing is sent; an input with a failure is always in a group of its own.
  var failure: Failure? {
    guard case .failure(let failure)? = inputs.first?.write else { return nil }
    return failure
  }

  /// Where its request goes.
  struct Address: Equatable {
    let method: HTTPMethod
    let path: String
  }

  /// Where the request goes that writes all of them; nil if nothing can be sent.
  var address: Address? {
    request.map { Address(method: $0.method, path: $0.path) }
  }

  /// The request that writes all of them; nil if nothing can be sent.
  var request: APIRequest? {
    inputs.count == 1 ? inputs[0].prepared?.request : BatchRow.request(for: writes)
  }

  var mayGrow: Bool { path != nil && inputs.count < BatchWrite.most }

  /// Adds an input if it fits. An object that is written twice is written in two requests, so that
  /// the later one wins.
  mutating func add(_ input: WriteInputs.Input) -> Bool {
    guard mayGrow, path == input.together?.path,
      input.prepared?.id.map({ ids.insert($0).inserted }) ?? true
    else { return false }
    inputs.append(input)
    return true
  }
}

extension WriteInputs.Input {
  fileprivate var prepared: PreparedWrite? { try? write.get() }
  fileprivate var together: BatchRow? { prepared?.together }
}

extension Endpoint? {
  fileprivate func width(_ engine: Engine) async -> Int {
    guard let self else { return 1 }
    return await engine.width(for: self)
  }
}
