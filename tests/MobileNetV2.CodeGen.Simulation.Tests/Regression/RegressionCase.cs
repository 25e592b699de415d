using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MobileNetV2.CodeGen.Simulation.Tests.Regression;

/// <summary><c>case.json</c> of a folder of <c>tests/regression</c>; its README says what the members mean.</summary>
internal sealed record RegressionCase
{
    private static readonly JsonSerializerOptions Strict =
        new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public ImmutableArray<string> Targets { get; init; } = ["host", "cortex-m4", "cortex-m55"];

    public ImmutableArray<string> Kernels { get; init; } = ["auto"];

    public ImmutableArray<string> Schedules { get; init; } = ["auto"];

    /// <summary>Levels of the C compiler; "default" is what a verification takes.</summary>
    public ImmutableArray<string> Optimize { get; init; } = ["default"];

    public string Io { get; init; } = "native";

    public string InputMode { get; init; } = "frame";

    public string? Refused { get; init; }

    /// <summary>Codes of what import warns of, in order.</summary>
    public string[] Warnings { get; init; } = [];

    public static RegressionCase In(string folder)
    {
        var path = Path.Combine(folder, "case.json");
        return File.Exists(path) ? JsonSerializer.Deserialize<RegressionCase>(File.ReadAllText(path), Strict)! : new();
    }
}
