using System.Collections.Frozen;
using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>Operators that are tables: all that the library has, with any attributes.</summary>
internal sealed class RandomTables(RandomGraphBuilder graph, TestRandom random)
{
    private static readonly FrozenDictionary<string, Type> Types = typeof(TableOperator).Assembly.GetTypes()
        .Where(t => t.IsSubclassOf(typeof(TableOperator)) && t.IsSealed)
        .ToFrozenDictionary(t => Create(t, new(0), [], [], _ => null).Kind);

    public static ImmutableArray<string> Kinds { get; } = [.. Types.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Those that exist for float32 too.</summary>
    public static ImmutableArray<string> KindsOnReals { get; } = [.. Kinds.Where(kind => kind != "SIGN")];

    /// <summary>A table on <paramref name="input"/>; curves with a fixed range get the quantization that goes with it.</summary>
    public TensorId Make(string kind, TensorId input)
    {
        var (factor, flag) = ((float)random.Double(-0.3, 0.6), random.Chance(0.5));
        Operator Of(OperatorId id, ImmutableArray<TensorId> outputs) =>
            Create(Types[kind], id, [input], outputs, t => t == typeof(float) ? factor : flag);
        return kind switch
        {
            "LOGISTIC" => graph.Add(graph.ShapeOf(input), QuantizationParameters.PerTensor(1f / 256, -128), Of),
            "TANH" => graph.Add(graph.ShapeOf(input), QuantizationParameters.PerTensor(1f / 128, 0), Of),
            "HARD_SWISH" => graph.Add(graph.ShapeOf(input), Near(graph.QuantizationOf(input).Scale), Of),
            "RSQRT" => graph.Add(graph.ShapeOf(input), Near((float)(1 / (127 * Math.Sqrt(graph.QuantizationOf(input).Scale)))), Of),
            "LOG" => graph.Add(graph.ShapeOf(input), Near(LargestLogarithm(graph.QuantizationOf(input).Scale) / 127), Of),
            _ => graph.AddCalibrated(graph.ShapeOf(input), false, Of),
        };
    }

    /// <summary>The same function on float32.</summary>
    public TensorId OnReals(string kind, TensorId input)
    {
        var (factor, flag) = ((float)random.Double(-0.3, 0.6), random.Chance(0.5));
        return graph.Add(
            graph.ShapeOf(input),
            null,
            (id, outputs) => Create(Types[kind], id, [input], outputs, t => t == typeof(float) ? factor : flag),
            ElementType.Float32);
    }

    private static float LargestLogarithm(float scale) => (float)Math.Max(Math.Abs(Math.Log(scale)), Math.Log(255 * scale));

    private QuantizationParameters Near(float scale) =>
        QuantizationParameters.PerTensor(scale * (float)random.Double(0.3, 1.2), random.Int(-40, 40));

    private static Operator Create(
        Type type, OperatorId id, ImmutableArray<TensorId> inputs, ImmutableArray<TensorId> outputs, Func<Type, object?> attribute)
    {
        var constructor = type.GetConstructors().Single(c => c.GetParameters().Length > 1);
        return (Operator)constructor.Invoke(
            [id, inputs, outputs, .. constructor.GetParameters().Skip(3).Select(p => attribute(p.ParameterType))]);
    }
}
