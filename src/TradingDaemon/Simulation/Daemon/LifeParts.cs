using TradingDaemon.Simulation.Chance;
using TradingDaemon.Simulation.Oracle;
using TradingDaemon.Simulation.Time;
using TradingDaemon.Simulation.World;
using TradingDaemon.Storage;

namespace TradingDaemon.Simulation.Daemon;

/// <summary>What one life of the daemon stands on.</summary>
/// <param name="Store">Where its store is.</param>
/// <param name="Files">What configures the account.</param>
/// <param name="Life">Its clock, and whether it lives.</param>
/// <param name="Venue">Where it trades.</param>
/// <param name="Fate">Chance.</param>
/// <param name="Points">Where it may die.</param>
/// <param name="Durable">What outlives it.</param>
internal sealed record LifeParts(StoreOptions Store, RuleFiles Files, Lifeline Life, LyingVenue Venue, Fate Fate, FaultPoints Points, DurableFacts Durable);
