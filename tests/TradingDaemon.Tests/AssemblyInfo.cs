using NUnit.Framework;

[assembly: Parallelizable(ParallelScope.Fixtures)] // every fixture has directories, ports and clocks of its own
[assembly: LevelOfParallelism(4)] // more than the cores of a small machine: many a test waits for a bound to pass
