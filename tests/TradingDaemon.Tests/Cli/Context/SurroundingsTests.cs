using NUnit.Framework;
using TradingDaemon.Cli.Context;

namespace TradingDaemon.Tests.Cli.Context;

public sealed class SurroundingsTests
{
    /// <summary>Bug: where no variable says who types, as in a container, audits said "somebody" though the system knew.</summary>
    [TestCase("anna", "bob", "carl", "anna")]
    [TestCase(null, "bob", "carl", "bob")]
    [TestCase(null, null, "carl", "carl")]
    [TestCase("", "", "carl", "carl")]
    [TestCase(null, null, "", null)]
    public void User_IsTheVariablesElseTheSystems(string? user, string? username, string? system, string? expected)
    {
        var variables = new Dictionary<string, string>();
        if (user is not null) variables["USER"] = user;
        if (username is not null) variables["USERNAME"] = username;
        var surroundings = new Surroundings { Output = TextWriter.Null, Error = TextWriter.Null, CurrentDirectory = "", ExecutableDirectory = "", Environment = variables, SystemUser = system };
        Assert.That(surroundings.User, Is.EqualTo(expected));
    }
}
