global using NUnit.Framework;

[assembly: Parallelizable(ParallelScope.Fixtures)] // every fixture has a directory, a port and a process of its own
[assembly: LevelOfParallelism(2)] // a daemon is busy while it starts; more at once only wait for each other
