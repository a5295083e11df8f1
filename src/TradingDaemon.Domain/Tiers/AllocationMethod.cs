namespace TradingDaemon.Domain.Tiers;

/// <summary>By what capital is shared out among a tier's strategies. Zero stays unassigned.</summary>
public enum AllocationMethod : byte
{
    /// <summary>To each the same.</summary>
    Equal = 1,

    /// <summary>By one over the standard deviation of what its trades came to.</summary>
    RiskParity,

    /// <summary>By what its trades came to on average, those that lost nothing but the least share.</summary>
    Performance,

    /// <summary>By what Kelly's formula grants its trades.</summary>
    Kelly,

    /// <summary>By weights of the configuration.</summary>
    Custom,
}
