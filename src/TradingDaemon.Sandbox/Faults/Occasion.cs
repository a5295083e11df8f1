namespace TradingDaemon.Sandbox.Faults;

/// <summary>What is about to happen, that a fault may concern. Null: does not apply.</summary>
internal readonly record struct Occasion(string? Account = null, string? Request = null, string? Symbol = null, string? OrderType = null, string? Frame = null);
