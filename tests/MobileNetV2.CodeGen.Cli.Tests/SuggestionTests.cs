using MobileNetV2.CodeGen.Wording;

namespace MobileNetV2.CodeGen.Cli.Tests;

public class SuggestionTests
{
    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ab", "ba", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("ABC", "abc", 0)]
    public void Distance_counts_edits(string a, string b, int edits) => Assert.Equal(edits, Suggestion.Distance(a, b));

    [Theory]
    [InlineData("cortex-m44", "cortex-m4")]
    [InlineData("insepct", "inspect")]
    [InlineData("insp", "inspect")]
    [InlineData("quite-different", null)]
    public void Closest_finds_typos_and_beginnings_only(string word, string? expected) =>
        Assert.Equal(expected, Suggestion.Closest(word, ["cortex-m4", "cortex-m7", "inspect"]));
}
