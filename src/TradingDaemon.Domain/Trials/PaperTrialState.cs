namespace TradingDaemon.Domain.Trials;

/// <summary>What became of a trial on paper. Zero stays unassigned.</summary>
public enum PaperTrialState : byte
{
    /// <summary>It goes on.</summary>
    Running = 1,

    /// <summary>Every bar was reached: the tier is entered as soon as equity and gates say so too.</summary>
    Passed,

    /// <summary>A bar was not reached.</summary>
    Failed,

    /// <summary>It could not be carried on: its store, its venue or a strategy broke.</summary>
    Broken,

    /// <summary>Equity fell back below the tier's minimum, or a gate closed.</summary>
    Left,

    /// <summary>The tier it tried is configured otherwise by now.</summary>
    Outdated,

    /// <summary>A tier was entered since: it counts for nothing any more.</summary>
    Spent,
}
