namespace TradingDaemon.Exchange.Orders;

/// <summary>What one execution cost.</summary>
/// <param name="Amount">In <paramref name="Asset"/>; below zero for a rebate.</param>
/// <param name="Asset">The currency; base for <see cref="FeeCurrency.Base"/>.</param>
/// <param name="Currency">What it was paid out of.</param>
public readonly record struct ChargedFee(decimal Amount, string Asset, FeeCurrency Currency);
