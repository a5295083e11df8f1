using System.CommandLine.Parsing;
using System.Globalization;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox;

namespace TradingDaemon.Cli.Sandbox;

/// <summary>Reads the sandbox's own kinds of arguments.</summary>
internal static class SandboxArguments
{
    /// <summary>Accounts, each as NAME:KEY:SECRET.</summary>
    public static SandboxAccount[] ReadAccounts(ArgumentResult argument)
    {
        var accounts = new List<SandboxAccount>();
        foreach (var token in argument.Tokens)
        {
            if (token.Value.Split(':', 3) is [{ Length: > 0 } name, { Length: > 0 } key, { Length: > 0 } secret]) accounts.Add(new SandboxAccount(name, key, secret));
            else argument.AddError("An account is NAME:KEY:SECRET."); // what was written may hold a secret
        }

        return [.. accounts];
    }

    /// <summary>Amounts, each as NAME=AMOUNT.</summary>
    public static Dictionary<string, decimal> ReadAmounts(ArgumentResult argument)
    {
        var amounts = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var text in argument.Tokens.Select(static token => token.Value))
        {
            var at = text.LastIndexOf('=');
            if (at > 0 && decimal.TryParse(text[(at + 1)..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount > 0m) amounts[text[..at]] = amount;
            else argument.AddError($"'{text}' is not a name, an equals sign and an amount above zero, such as USD=100000.");
        }

        return amounts;
    }

    /// <summary>What fees are paid in: quote, base or a currency.</summary>
    public static FeePayment? ToFees(string? word) => word switch { null or "quote" => null, "base" => FeePayment.InBase, _ => FeePayment.In(word) };
}
