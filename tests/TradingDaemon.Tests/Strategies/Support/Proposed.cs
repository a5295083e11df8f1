using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Tests.Strategies.Support;

/// <summary>A proposal and the observation, counted from 1, at which it came.</summary>
internal readonly record struct Proposed(int Observation, SignalProposal Proposal);
