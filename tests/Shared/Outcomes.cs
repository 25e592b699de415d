using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>How tests take a value or diagnostics from an outcome: a diagnostic that a test does not name makes it fail.</summary>
internal static class Outcomes
{
    /// <summary>The value.</summary>
    /// <param name="outcome">Must have succeeded.</param>
    /// <param name="warnings">The codes of all its diagnostics, in order.</param>
    public static T Sound<T>(this Outcome<T> outcome, params string[] warnings)
        where T : class
    {
        MustBe(outcome.Diagnostics, warnings, nameof(Sound));
        Assert.True(outcome.Succeeded, "there is no value, and no error that says why");
        return outcome.Value!;
    }

    /// <summary>The diagnostics of what must have failed.</summary>
    /// <param name="outcome">Must have failed.</param>
    /// <param name="codes">Of all its diagnostics, in order.</param>
    public static ImmutableArray<Diagnostic> Refused<T>(this Outcome<T> outcome, params string[] codes)
        where T : class
    {
        MustBe(outcome.Diagnostics, codes, nameof(Refused));
        Assert.False(outcome.Succeeded, "it succeeded");
        return outcome.Diagnostics;
    }

    private static void MustBe(ImmutableArray<Diagnostic> actual, string[] codes, string asserted)
    {
        var call = $"{asserted}({string.Join(", ", actual.Select(d => $"\"{d.Code}\""))})";
        Assert.True(
            actual.Select(d => d.Code).SequenceEqual(codes),
            $"the test names {(codes.Length == 0 ? "no diagnostic" : string.Join(", ", codes))}; if these are right, say .{call}:\n"
            + string.Join('\n', actual));
    }
}
