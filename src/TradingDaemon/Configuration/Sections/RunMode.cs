namespace TradingDaemon.Configuration.Sections;

/// <summary>Whether money is at stake. Zero stays unassigned.</summary>
internal enum RunMode : byte
{
    /// <summary>Every order goes to the simulated venue or the sandbox.</summary>
    Paper = 1,

    /// <summary>Orders would go to real venues; refused while none is configured.</summary>
    Live,
}
