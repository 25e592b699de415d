using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MobileNetV2.CodeGen.Cli.Evidence;

/// <summary>Where a step is in the generated file, and which constants it reads: found in the text that was written,
/// not in what wrote it.</summary>
/// <param name="Function">The step's own, or the one that all steps like it share, which are records then.</param>
/// <param name="FirstLine">Of the step's comment, from 1.</param>
internal sealed partial record StepTrace(int Step, string Function, int FirstLine, int LastLine, ImmutableArray<string> Constants)
{
    public static ImmutableArray<StepTrace> Find(string source, string prefix)
    {
        var lines = source.Split('\n');
        var found = ImmutableArray.CreateBuilder<StepTrace>();
        var begin = Math.Max(0, Array.FindIndex(lines, l => l.StartsWith("/* ---- Steps", StringComparison.Ordinal)));
        for (var i = 0; i < lines.Length; i++)
        {
            if (Title().Match(lines[i]) is not { Success: true } title)
                continue;
            var (first, function, last) = (i, "", i);
            // To the closing brace of the step's own function or record; a stream has functions for its stages before its comment.
            for (var at = i; at < lines.Length; at++)
            {
                if (function.Length == 0)
                    function = FunctionOf(lines[at], prefix);
                if (function.Length > 0 && lines[at] is ("}" or "};"))
                {
                    last = at;
                    break;
                }
            }

            var text = string.Join('\n', lines[begin..(last + 1)]);
            var constants =
                Regex.Matches(text, $@"\b{Regex.Escape(prefix)}_weights(?:\.|->)(\w+)").Select(m => m.Groups[1].Value).Distinct();
            found.Add(
                new StepTrace(int.Parse(title.Groups[1].Value, CultureInfo.InvariantCulture), function, first + 1,
                    last + 1, [.. constants]));
            begin = last + 1;
        }

        return found.ToImmutable();
    }

    /// <summary>The function that a line begins, or that runs the record which it begins; empty for any other line.</summary>
    private static string FunctionOf(string line, string prefix)
    {
        if (StepFunction().Match(line) is { Success: true } function)
            return function.Groups[1].Value;
        return StepRecord().Match(line) is { Success: true } record
            && record.Groups[1].Value.StartsWith(prefix + "_", StringComparison.Ordinal)
            ? $"{prefix}_run{record.Groups[1].Value[prefix.Length..]}"
            : "";
    }

    [GeneratedRegex(@"^ \* Step ([0-9]+): ")]
    private static partial Regex Title();

    [GeneratedRegex(@"^static \w+ (\w+_step_[0-9]+_\w+)\((?:void|MNV2_UNUSED const void \*step)\)$")]
    private static partial Regex StepFunction();

    [GeneratedRegex(@"^static const (\w+) \w+_step_[0-9]+_\w+ = \{$")]
    private static partial Regex StepRecord();
}
