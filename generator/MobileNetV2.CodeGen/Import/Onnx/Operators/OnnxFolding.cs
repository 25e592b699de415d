using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.Onnx.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.Onnx.Operators;

/// <summary>
/// What exporters compute with shapes: it is computed here, once and for all. Operands that depend on the network's input are refused.
/// </summary>
internal static class OnnxFolding
{
    public static void ConstantOfShape(OnnxSource source)
    {
        ImmutableArray<int> dimensions = [.. source.Integers(0, "shape").Select(size => size is >= 0 and <= int.MaxValue
            ? (int)size
            : throw new RefusedException($"a constant has a dimension of {size}", "export the model again"))];
        source.Graph.Reserve(Count(dimensions));
        var value = source.Tensor("value") ?? OnnxConstant.Of([1], [0f]);
        if (value.Count != 1)
            throw new RefusedException($"the value has {value.Count} elements", "export the model again");
        source.Give(OnnxValue.Of(source.Name, value.Picked(dimensions, new int[(int)Count(dimensions)])));
    }

    public static void Range(OnnxSource source)
    {
        var (start, limit, delta) =
            (source.Constant(0, "start").AsDoubles(), source.Constant(1, "limit").AsDoubles(), source.Constant(2, "delta").AsDoubles());
        if (start is not [var first] || limit is not [var end] || delta is not [not 0 and var step])
            throw new RefusedException("start, limit and delta are not one number each", "export the model again");
        var count = Math.Clamp(Math.Ceiling((end - first) / step), 0, int.MaxValue);
        source.Graph.Reserve((long)count);
        var numbers = Enumerable.Range(0, (int)count).Select(i => first + (i * step));
        source.Give(OnnxValue.Of(source.Name, source.Constant(0, "start").Integers is not null
            ? OnnxConstant.Of([(int)count], [.. numbers.Select(x => (long)x)])
            : OnnxConstant.Of([(int)count], [.. numbers.Select(x => (float)x)])));
    }

    public static void Size(OnnxSource source) =>
        source.Give(OnnxValue.Of(source.Name, OnnxConstant.Of([], [Count(source.Input(0).Dimensions)])));

    /// <summary>The product of all sizes of a shape.</summary>
    public static void ReduceProd(OnnxSource source)
    {
        var factors = source.Integers(0, "operand");
        var product = factors.Aggregate(1L, (a, b) => unchecked(a * b));
        if (source.Input(0).Rank != 1)
            throw new RefusedException("a product is taken of what is no shape", "multiply with Mul");
        ImmutableArray<int> dimensions = source.Integer("keepdims", 1) != 0 ? [1] : [];
        source.Give(OnnxValue.Of(source.Name, OnnxConstant.Of(dimensions, [product])));
    }

    public static void Not(OnnxSource source)
    {
        var operand = source.Constant(0, "operand");
        source.Give(OnnxValue.Of(source.Name, OnnxConstant.Of(operand.Dimensions, [.. operand.AsDoubles().Select(x => x == 0 ? 1L : 0)])));
    }

    /// <summary>A comparison, or an operation of truth values.</summary>
    public static void Compare(OnnxSource source, Func<double, double, bool> holds)
    {
        var (left, right) = (source.Constant(0, "left operand"), source.Constant(1, "right operand"));
        var dimensions = Broadcast(left.Dimensions, right.Dimensions);
        source.Graph.Reserve(Count(dimensions));
        var truths = left.Broadcast(dimensions).AsDoubles().Zip(right.Broadcast(dimensions).AsDoubles(), (a, b) => holds(a, b) ? 1L : 0);
        source.Give(OnnxValue.Of(source.Name, OnnxConstant.Of(dimensions, [.. truths]) with { Type = OnnxType.Bool }));
    }

    /// <summary>Where, with a condition that is known.</summary>
    public static void Where(OnnxSource source)
    {
        var condition = source.Constant(0, "condition");
        var (left, right) = (source.Input(1), source.Input(2));
        var dimensions = Broadcast(condition.Dimensions, Broadcast(left.Dimensions, right.Dimensions));
        source.Graph.Reserve(Count(dimensions));
        var truths = condition.Broadcast(dimensions).AsDoubles();
        if (left.Constant is { } a && right.Constant is { } b)
        {
            var at = 0;
            source.Give(Folded(
                source, a.Broadcast(dimensions), b.Broadcast(dimensions),
                (x, y) => truths[at++] != 0 ? x : y, (x, y) => truths[at++] != 0 ? x : y));
            return;
        }

        var chosen = Array.TrueForAll(truths, t => t != 0) ? left : Array.TrueForAll(truths, t => t == 0) ? right : null;
        source.Give(chosen?.Dimensions.SequenceEqual(dimensions) == true
            ? chosen
            : throw new RefusedException("parts of two tensors are mixed by a mask", "mix them with Mul and Add"));
    }

    /// <summary>A function of numbers, rounding for example.</summary>
    public static void Map(OnnxSource source, Func<double, double> function)
    {
        var operand = source.Constant(0, "operand");
        source.Give(OnnxValue.Of(source.Name, operand.Reals is null
            ? operand
            : OnnxConstant.Of(operand.Dimensions, [.. operand.AsDoubles().Select(x => (float)function(x))])));
    }

    /// <summary>A function of whole numbers that are known, or an operator.</summary>
    public static void Whole(
        OnnxSource source, Func<long, long> function, Func<OperatorId, ImmutableArray<TensorId>, ImmutableArray<TensorId>, Operator> make)
    {
        if (source.Input(0).Constant is { Integers: { } integers } constant)
            source.Give(OnnxValue.Of(source.Name, OnnxConstant.Of(constant.Dimensions, Array.ConvertAll(integers, x => function(x)))));
        else
            source.GiveUnary(make);
    }

    public static void Mod(OnnxSource source) => source.Give(Folded(
        source, source.Constant(0, "left operand"), source.Constant(1, "right operand"),
        (a, b) => b == 0 ? 0 : b == -1 ? 0 : ((a % b) + b) % b,
        (a, b) => a - (MathF.Floor(a / b) * b)));

    public static void Reciprocal(OnnxSource source) => source.Give(source.Binary(
        OnnxSource.Scalar(1, source.Input(0).Rank), source.Input(0),
        (id, inputs, outputs) => new Div(id, inputs, outputs, Activation.None)));

    /// <summary>Sum, Max and Min of any number of operands.</summary>
    public static void Chain(
        OnnxSource source, Func<long, long, long> integers, Func<float, float, float> reals,
        Func<OperatorId, ImmutableArray<TensorId>, ImmutableArray<TensorId>, Operator> make)
    {
        var best = source.Input(0);
        for (var i = 1; source.Has(i); i++)
        {
            var next = source.Input(i);
            best = best.Constant is { } a && next.Constant is { } b
                ? Folded(source, a, b, integers, reals)
                : source.Binary(best, next, make);
        }

        source.Give(best);
    }

    /// <summary>Two constants combined, element by element, as NumPy broadcasts.</summary>
    public static OnnxValue Folded(
        OnnxSource source, OnnxConstant left, OnnxConstant right, Func<long, long, long> integers, Func<float, float, float> reals)
    {
        var dimensions = Broadcast(left.Dimensions, right.Dimensions);
        source.Graph.Reserve(Count(dimensions));
        var (x, y) = (left.Broadcast(dimensions), right.Broadcast(dimensions));
        return OnnxValue.Of(source.Name, x.Integers is { } a && y.Integers is { } b
            ? OnnxConstant.Of(dimensions, [.. a.Zip(b, (m, n) => unchecked(integers(m, n)))])
            : OnnxConstant.Of(dimensions, [.. x.AsReals().Zip(y.AsReals(), reals)]));
    }

    private static ImmutableArray<int> Broadcast(ImmutableArray<int> left, ImmutableArray<int> right)
    {
        var rank = Math.Max(left.Length, right.Length);
        return [.. Enumerable.Range(0, rank).Select(axis => (Of(left, axis), Of(right, axis)) switch
        {
            (1, var size) => size,
            (var size, 1) => size,
            var (a, b) when a == b => a,
            _ => throw new RefusedException(
                $"shapes [{string.Join(", ", left)}] and [{string.Join(", ", right)}] do not fit each other", "export the model again"),
        })];

        int Of(ImmutableArray<int> shape, int axis) => axis < rank - shape.Length ? 1 : shape[axis - (rank - shape.Length)];
    }

    private static long Count(ImmutableArray<int> dimensions) =>
        dimensions.Aggregate(1L, (product, size) => Math.Min(product * size, int.MaxValue));
}
