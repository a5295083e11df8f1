global using NUnit.Framework;

[assembly: Parallelizable(ParallelScope.Fixtures)] // every fixture has a directory, a port and a process of its own
[assembly: LevelOfParallelism(3)] // a daemon is busy while it starts and waits for much of its life
