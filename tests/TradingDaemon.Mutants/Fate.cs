namespace TradingDaemon.Mutants;

/// <summary>What became of a mutant.</summary>
internal enum Fate
{
    /// <summary>A test failed, and again when it was run once more: it was noticed.</summary>
    Killed = 1,

    /// <summary>Every test passed: nobody would have noticed.</summary>
    Survived,

    /// <summary>No test said so: the run did not end in time, crashed, or failed only once. That proves nothing.</summary>
    Unproven,

    /// <summary>It could not be tried: its text is gone, it does not compile, or its tests fail without it.</summary>
    Invalid,
}
