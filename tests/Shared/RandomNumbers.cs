using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>Operators on numbers that stand for themselves, and those that choose by them.</summary>
internal sealed class RandomNumbers(RandomGraphBuilder graph, TestRandom random)
{
    public static ImmutableArray<string> Kinds { get; } =
    [
        "FLOOR_DIV", "FLOOR_MOD", "POW", "EQUAL", "NOT_EQUAL", "LESS", "LESS_EQUAL", "GREATER", "GREATER_EQUAL", "LOGICAL_AND",
        "LOGICAL_OR", "LOGICAL_NOT", "FLOOR", "CEIL", "ROUND", "TOPK_V2", "SELECT", "SELECT_V2", "GATHER_ND", "GATHER_V2",
    ];

    /// <summary>Those of which each element is calculated from two.</summary>
    public static ImmutableArray<string> Calculations { get; } =
        ["ADD", "SUB", "MUL", "DIV", "SQUARED_DIFFERENCE", "MAXIMUM", "MINIMUM", "FLOOR_DIV", "FLOOR_MOD", "POW"];

    /// <summary>One operator on inputs of its own; outputs after the first are outputs of the network at once.</summary>
    public TensorId Make(string kind) => kind switch
    {
        "FLOOR_DIV" or "FLOOR_MOD" or "POW" => Calculation(kind),
        "LOGICAL_AND" or "LOGICAL_OR" =>
            Binary(ElementType.Bool, ElementType.Bool, (id, inputs, result) => new Logical(id, inputs, result, kind)),
        "LOGICAL_NOT" => Unary(ElementType.Bool, (id, input, result) => new LogicalNot(id, [input], result)),
        "FLOOR" or "CEIL" or "ROUND" => Unary(ElementType.Float32, (id, input, result) => new Rounding(id, [input], result, kind)),
        "TOPK_V2" => TopK(),
        "SELECT" or "SELECT_V2" => Select(kind),
        "GATHER_ND" => GatherNd(),
        "GATHER_V2" => GatherV2(),
        _ => Binary(
            random.Pick(ElementType.Int8, ElementType.Int8, ElementType.Int32, ElementType.Int64, ElementType.Float32, ElementType.Bool),
            ElementType.Bool,
            (id, inputs, result) => new Comparison(id, inputs, result, kind)),
    };

    /// <summary>An operator on numbers that quantized ones are made of as well.</summary>
    public TensorId Calculation(string kind)
    {
        var type = random.Pick(ElementType.Int32, ElementType.Int64, ElementType.Float32);
        return Binary(type, type, (id, inputs, result) => kind switch
        {
            "FLOOR_DIV" => new FloorDiv(id, inputs, result),
            "FLOOR_MOD" => new FloorMod(id, inputs, result),
            "POW" => new Pow(id, inputs, result),
            "ADD" => new Add(id, inputs, result, Fused(type)),
            "SUB" => new Sub(id, inputs, result, Fused(type)),
            "MUL" => new Mul(id, inputs, result, Fused(type)),
            "DIV" => new Div(id, inputs, result, Fused(type)),
            "SQUARED_DIFFERENCE" => new SquaredDifference(id, inputs, result),
            "MAXIMUM" => new Maximum(id, inputs, result),
            _ => new Minimum(id, inputs, result),
        });
    }

    private Activation Fused(ElementType type) => type == ElementType.Float32 ? graph.AnyActivation() : Activation.None;

    private TensorId Unary(ElementType type, Func<OperatorId, TensorId, ImmutableArray<TensorId>, Operator> make)
    {
        var input = graph.Input(AnyShape(4), type);
        return graph.Add(graph.ShapeOf(input), null, (id, result) => make(id, input, result), type);
    }

    private TensorId Binary(
        ElementType type, ElementType output, Func<OperatorId, ImmutableArray<TensorId>, ImmutableArray<TensorId>, Operator> make)
    {
        var shape = AnyShape(5);
        var (left, right) = (shape, shape);
        if (random.Chance(0.6))
            (left, right) = (Narrowed(shape), new Shape([.. Narrowed(shape).Dimensions.Skip(random.Int(0, shape.Rank))]));
        if (random.Chance(0.5))
            (left, right) = (right, left);
        ImmutableArray<TensorId> inputs = [graph.Input(left, type), graph.Input(right, type)];
        return graph.Add(Broadcast([left, right]), null, (id, result) => make(id, inputs, result), output);
    }

    private TensorId TopK()
    {
        var shape = AnyShape(3);
        var type = random.Pick(ElementType.Int8, ElementType.Int32, ElementType.Float32);
        var input = graph.Input(shape, type);
        var best = new Shape(shape.Dimensions.SetItem(shape.Rank - 1, random.Int(1, shape.Channels)));
        var outputs = graph.AddMany(
            [best, best], graph[input].Quantization, [type, ElementType.Int32], (id, results) => new TopK(id, [input], results));
        graph.Output(outputs[1]);
        return outputs[0];
    }

    private TensorId Select(string kind)
    {
        var shape = AnyShape(4);
        Shape Of() => kind == "SELECT" ? shape : Narrowed(shape);
        var type = random.Pick(ElementType.Int8, ElementType.UInt8, ElementType.Int16, ElementType.Int32, ElementType.Float32);
        ImmutableArray<TensorId> inputs = [graph.Input(Of(), ElementType.Bool), graph.Input(Of(), type)];
        inputs = inputs.Add(graph.Input(Of(), type, graph[inputs[1]].Quantization));
        return graph.Add(
            Broadcast([.. inputs.Select(graph.ShapeOf)]),
            graph[inputs[1]].Quantization,
            (id, result) => new Select(id, inputs, result, kind),
            type);
    }

    private TensorId GatherNd()
    {
        var shape = AnyShape(4);
        var depth = random.Int(1, shape.Rank);
        var places = AnyShape(2);
        var (input, type) = AnyInput(shape);
        var indices = Indices(new Shape([.. places.Dimensions, depth]));
        return graph.Add(
            new Shape([.. places.Dimensions, .. shape.Dimensions.Skip(depth)]),
            graph[input].Quantization,
            (id, result) => new GatherNd(id, [input, indices], result),
            type);
    }

    private TensorId GatherV2()
    {
        var shape = AnyShape(4);
        var axis = random.Int(0, shape.Rank - 1);
        var places = random.Chance(0.2) ? new Shape() : AnyShape(2);
        var (input, type) = AnyInput(shape);
        var indices = Indices(places);
        return graph.Add(
            new Shape([.. shape.Dimensions.Take(axis), .. places.Dimensions, .. shape.Dimensions.Skip(axis + 1)]),
            graph[input].Quantization,
            (id, result) => new GatherV2(id, [input, indices], result, axis),
            type);
    }

    private TensorId Indices(Shape shape) => graph.Input(shape, random.Pick(ElementType.Int32, ElementType.Int64));

    private (TensorId Id, ElementType Type) AnyInput(Shape shape)
    {
        var type = random.Pick(ElementType.Int8, ElementType.Int16, ElementType.Float32, ElementType.Int64);
        return (graph.Input(shape, type), type);
    }

    private Shape AnyShape(int maxRank) => new([.. Enumerable.Range(0, random.Int(1, maxRank)).Select(_ => random.Int(1, 7))]);

    private Shape Narrowed(Shape shape) => new([.. shape.Dimensions.Select(d => random.Chance(0.3) ? 1 : d)]);

    private static Shape Broadcast(ImmutableArray<Shape> shapes)
    {
        var rank = shapes.Max(s => s.Rank);
        int At(Shape shape, int axis) => axis < rank - shape.Rank ? 1 : shape[axis - (rank - shape.Rank)];
        return new Shape([.. Enumerable.Range(0, rank).Select(axis => shapes.Max(s => At(s, axis)))]);
    }
}
