namespace TradingDaemon.Exchange.Ledger;

/// <summary>Why a balance moved without a trade. Zero stays unassigned.</summary>
public enum MovementKind : byte
{
    /// <summary>Brought in.</summary>
    Deposit = 1,

    /// <summary>Taken out.</summary>
    Withdrawal,

    /// <summary>Taken by the exchange, e.g. what regulators charge of sales.</summary>
    Charge,
}
