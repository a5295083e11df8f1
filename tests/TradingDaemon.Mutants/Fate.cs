namespace TradingDaemon.Mutants;

/// <summary>What became of a mutant.</summary>
internal enum Fate
{
    /// <summary>A test failed: it was noticed.</summary>
    Killed = 1,

    /// <summary>Every test passed: nobody would have noticed.</summary>
    Survived,

    /// <summary>It could not be tried: its text is gone, or it does not compile.</summary>
    Invalid,
}
