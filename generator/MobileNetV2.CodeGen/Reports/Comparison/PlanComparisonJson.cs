using System.Text.Json;
using System.Text.Json.Serialization;

namespace MobileNetV2.CodeGen.Reports.Comparison;

/// <summary>JSON of a <see cref="PlanComparison"/>, by generated code.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PlanComparison))]
internal sealed partial class PlanComparisonJson : JsonSerializerContext
{
    public static string Write(PlanComparison comparison) => JsonSerializer.Serialize(comparison, Default.PlanComparison) + "\n";
}
