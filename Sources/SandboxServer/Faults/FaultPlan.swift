/// The latency, rate limits and fault shares of a sandbox.
package struct FaultPlan: Sendable, Hashable {
  /// How many of all requests a fault befalls.
  package struct Share: Sendable, Hashable {
    package var fault: Fault
    /// From 0 to 1.
    package var share: Double

    package init(_ fault: Fault, _ share: Double) {
      self.fault = fault
      self.share = share
    }
  }

  /// Seconds from a request's arrival to its answer; refusals take them too, for most of the time
  /// is spent on the way.
  package var latency = 0.0
  /// Requests a second to one endpoint, which is a method and a path whose ids do not count; nil
  /// for no limit. Searches share one limit of at most `searchRate`.
  package var endpointRate: Double?
  /// Requests a second to all endpoints together; nil for no limit.
  package var accountRate: Double?
  /// What goes wrong; the shares add up to 1 at most.
  package var failures: [Share] = []
  /// What goes wrong with deliveries of events; the shares add up to 1 at most.
  package var deliveries: [DeliveryShare] = []
  /// The number that the faults follow from.
  package var seed: UInt64 = 1

  /// Searches a second where endpoints are limited at all. Source: Stripe's documentation of
  /// search, "20 read operations per second" for all objects together.
  static let searchRate = 20.0

  package init() {}

  /// As fast and as patient as the machine is, and never wrong.
  package static let none = FaultPlan()
}

/// Why a text is no part of a fault plan.
package struct FaultPlanError: Error, Sendable, Hashable, CustomStringConvertible {
  /// A clause that says what is accepted: "takes a time such as 120ms or 0.5s, not `soon`".
  package let description: String
}
