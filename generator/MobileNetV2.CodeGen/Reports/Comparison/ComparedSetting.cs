using System.Text.Json.Serialization;

namespace MobileNetV2.CodeGen.Reports.Comparison;

/// <summary>A property of two plans in words.</summary>
public sealed record ComparedSetting(string Name, string First, string Second)
{
    [JsonIgnore]
    public bool IsEqual => First == Second;
}
