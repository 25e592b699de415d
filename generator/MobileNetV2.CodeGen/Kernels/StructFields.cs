using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Kernels;

/// <summary>Designated initialisers of integers and of integer arrays.</summary>
internal static class StructFields
{
    public static ImmutableArray<StructField> Of(params ReadOnlySpan<(string Name, long Value)> fields)
    {
        var result = ImmutableArray.CreateBuilder<StructField>(fields.Length);
        foreach (var (name, value) in fields)
            result.Add(new StructField(name, new IntegerValue(value)));
        return result.MoveToImmutable();
    }

    public static StructField Array(string name, IEnumerable<int> values) =>
        new(name, new IntegerArrayValue([.. values.Select(v => (long)v)]));
}
