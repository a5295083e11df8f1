using TradingDaemon.Sandbox.Protocols;

namespace TradingDaemon.Sandbox.Alpaca.Orders;

/// <summary>What an account may spend.</summary>
internal static class AlpacaSpending
{
    /// <summary>Cash that is free and not held back: so much it is told, and no more is taken of it; below zero where more is held back than is free.</summary>
    public static decimal Spendable(ExchangeParts exchange, string account) => exchange.Accounts.Balances(account).FreeCash.GetValueOrDefault("USD") - exchange.CashHeld;
}
