using MobileNetV2.CodeGen.Wording;

namespace MobileNetV2.CodeGen.Tests.Wording;

public sealed class SuggestionTests
{
    [Theory]
    [InlineData("strides", "stride")]
    [InlineData("Padding", "padding")]
    [InlineData("dillation", "dilation")]
    [InlineData("activaton", "activation")]
    [InlineData("banana", null)]
    [InlineData("x", null)]
    public void The_nearest_of_few_edits_wins(string name, string? expected) =>
        Assert.Equal(expected, Suggestion.Closest(name, ["stride", "padding", "dilation", "activation"]));
}
