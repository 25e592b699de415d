using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Floats;

/// <summary>
/// What exporters write as several operators becomes one: batch normalization goes into the filter before it, an activation into its
/// operator, a flattened image into the order of weights, HARD_SWISH and L2_NORMALIZATION out of their parts.
/// </summary>
internal static class FloatFolding
{
    private static readonly ImmutableArray<Func<FloatGraphEditor, Operator, bool>> Rules =
        [FuseActivation, FoldFactor, FoldSummand, HardSwishOfParts, NormalizationOfParts, FoldFlattening];

    /// <param name="fixedTensors">Tensors that must stay as they are.</param>
    public static Graph Run(Graph graph, params ReadOnlySpan<TensorId> fixedTensors)
    {
        var edit = new FloatGraphEditor(graph, fixedTensors.ToArray().ToHashSet());
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var op in edit.Operators.ToList().Where(o => FloatDialect.Is(edit, o)))
                changed |= edit.Has(op) && Rules.Any(rule => rule(edit, op));
        }

        return edit.Build();
    }

    private static bool FuseActivation(FloatGraphEditor edit, Operator op)
    {
        if (op is not Relu relu || edit.OnlySourceOf(relu.Input) is not IFusesActivation { Activation: Activation.None } source)
            return false;
        edit.Replace(op, source.With(relu.Activation, relu.Outputs), (Operator)source);
        return true;
    }

    /// <summary>(filter * x + bias) * factor.</summary>
    private static bool FoldFactor(FloatGraphEditor edit, Operator op)
    {
        if (op is not Mul mul || FilterBefore(edit, mul) is not var (filter, factors))
            return false;
        var weights = edit.Reals(filter.Filter)!;
        var channels = factors.Length;
        var taps = weights.Length / channels;
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (float)(weights[i] * (double)factors[filter is DepthwiseConv2D ? i % channels : i / taps]);
        var bias = filter.Bias is { } id ? edit.Reals(id)!.Select((b, c) => (float)(b * (double)factors[c])).ToArray() : null;
        var inputs = filter.Inputs.SetItem(1, edit.Constant(edit[filter.Filter].Name, edit[filter.Filter].Shape, weights));
        if (bias is not null)
            inputs = inputs.SetItem(2, edit.Constant(edit[filter.Bias!.Value].Name, new Shape(channels), bias));
        edit.Replace(op, Written(filter, inputs, mul.Activation, mul.Outputs), filter);
        return true;
    }

    /// <summary>(filter * x + bias) + summand.</summary>
    private static bool FoldSummand(FloatGraphEditor edit, Operator op)
    {
        if (op is not (Add or Sub) || FilterBefore(edit, (BinaryOperator)op) is not var (filter, summands))
            return false;
        var sign = op is Sub ? -1 : 1;
        var bias = filter.Bias is { } id ? edit.Reals(id)! : new float[summands.Length];
        for (var c = 0; c < bias.Length; c++)
            bias[c] = (float)(bias[c] + (sign * (double)summands[c]));
        var constant = edit.Constant(edit[op.Output].Name, new Shape(bias.Length), bias);
        edit.Replace(op, Written(filter, [.. filter.Inputs.Take(2), constant], ((ArithmeticOperator)op).Activation, op.Outputs), filter);
        return true;
    }

    private static Operator Written(
        FilterOperator filter, ImmutableArray<TensorId> inputs, Activation activation, ImmutableArray<TensorId> outputs) =>
        ((IFusesActivation)(filter with { Inputs = inputs })).With(activation, outputs);

    /// <summary>The operator with a filter whose result is all that <paramref name="op"/> combines with a constant for each
    /// channel.</summary>
    private static (FilterOperator Filter, float[] PerChannel)? FilterBefore(FloatGraphEditor edit, BinaryOperator op)
    {
        var (data, constant) = edit[op.Right].IsConstant || op is Sub ? (op.Left, op.Right) : (op.Right, op.Left);
        if (edit.Reals(constant) is not { } reals
            || edit.OnlySourceOf(data) is not FilterOperator { Activation: Activation.None } filter
            || edit.Reals(filter.Filter) is null
            || (filter.Bias is { } bias && edit.Reals(bias) is null)
            || !edit[data].Shape.Equals(edit[op.Output].Shape))
            return null;
        var channels = edit[data].Shape.Channels;
        if (reals.Length == 1)
            return (filter, [.. Enumerable.Repeat(reals[0], channels)]);
        return reals.Length == channels && edit[constant].Shape.Channels == channels ? (filter, reals) : null;
    }

    /// <summary>x * gate(x), where the gate is min(6, max(0, x + 3)) / 6, written in one of its ways.</summary>
    private static bool HardSwishOfParts(FloatGraphEditor edit, Operator op)
    {
        if (op is not Mul { Activation: Activation.None } outer)
            return false;
        var x = GateOf(edit, outer.Right) is { } right && right == outer.Left ? right
            : GateOf(edit, outer.Left) is { } left && left == outer.Right ? left
            : ScaledBySixth(edit, op) is { } product && edit.SourceOf(product) is Mul { Activation: Activation.None } inner
                ? InnerOf(edit, inner)
                : null;
        if (x is not { } input)
            return false;
        edit.Replace(op, new HardSwish(op.Id, [input], op.Outputs));
        return true;
    }

    /// <summary>x of x * min(6, max(0, x + 3)).</summary>
    private static TensorId? InnerOf(FloatGraphEditor edit, Mul inner) =>
        SixOf(edit, inner.Right) is { } right && right == inner.Left ? right
        : SixOf(edit, inner.Left) is { } left && left == inner.Right ? left : null;

    /// <summary>x of min(6, max(0, x + 3)) / 6, or of the same as min(1, max(0, x / 6 + 0.5)).</summary>
    private static TensorId? GateOf(FloatGraphEditor edit, TensorId id)
    {
        if (edit.SourceOf(id) is Mul mul)
            return ScaledBySixth(edit, mul) is { } six ? SixOf(edit, six) : null;
        return edit.SourceOf(id) is Relu0To1 clamp && Moved(edit, edit.SourceOf(clamp.Input), 0.5f) is { } scaled
            && edit.SourceOf(scaled) is Mul part
            ? ScaledBySixth(edit, part)
            : null;
    }

    /// <summary>x of min(6, max(0, x + 3)).</summary>
    private static TensorId? SixOf(FloatGraphEditor edit, TensorId id) => edit.SourceOf(id) switch
    {
        Relu { Activation: Activation.Relu6 } relu => Moved(edit, edit.SourceOf(relu.Input), 3),
        Add { Activation: Activation.Relu6 } add => Moved(edit, add with { Activation = Activation.None }, 3),
        _ => null,
    };

    private static TensorId? Moved(FloatGraphEditor edit, Operator? op, float by) =>
        op is Add { Activation: Activation.None } add ? Other(edit, add, by) : null;

    private static TensorId? ScaledBySixth(FloatGraphEditor edit, Operator op) =>
        op is Mul { Activation: Activation.None } mul ? Other(edit, mul, 1f / 6) : null;

    /// <summary>The operand beside a constant of this value.</summary>
    private static TensorId? Other(FloatGraphEditor edit, BinaryOperator op, float value)
    {
        bool Is(TensorId id) => edit.Reals(id) is [var real] && MathF.Abs(real - value) < 1e-5f;
        return Is(op.Right) ? op.Left : Is(op.Left) ? op.Right : null;
    }

    /// <summary>x / |x| over the last dimension, as embeddings end.</summary>
    private static bool NormalizationOfParts(FloatGraphEditor edit, Operator op)
    {
        var root = op switch
        {
            Div { Activation: Activation.None } div when edit.SourceOf(Guarded(edit, div.Right)) is Sqrt sqrt => (div.Left, sqrt.Input),
            Mul { Activation: Activation.None } mul when RootedBy(edit, mul.Right) is { } squared => (mul.Left, squared),
            Mul { Activation: Activation.None } mul when RootedBy(edit, mul.Left) is { } squared => (mul.Right, squared),
            _ => default((TensorId X, TensorId Squares)?),
        };
        if (root is not var (x, squares) || edit.SourceOf(Guarded(edit, squares)) is not Sum sum || !IsSquareOf(edit, sum.Input, x))
            return false;
        var shape = edit[x].Shape;
        var others = sum.Axes.Where(axis => axis != shape.Rank - 1);
        if (!sum.Axes.Contains(shape.Rank - 1) || others.Any(axis => shape[axis] > 1) || edit[sum.Output].Shape.Rank != shape.Rank
            || !edit[op.Output].Shape.Equals(shape))
            return false;
        edit.Replace(op, new L2Normalization(op.Id, [x], op.Outputs));
        return true;
    }

    /// <summary>x of 1 / sqrt(x).</summary>
    private static TensorId? RootedBy(FloatGraphEditor edit, TensorId id) => edit.SourceOf(Repeated(edit, id)) switch
    {
        Rsqrt rsqrt => rsqrt.Input,
        Div { Activation: Activation.None } div when edit.Reals(div.Left) is [1] && edit.SourceOf(Guarded(edit, div.Right)) is Sqrt sqrt =>
            sqrt.Input,
        _ => default(TensorId?),
    };

    private static bool IsSquareOf(FloatGraphEditor edit, TensorId id, TensorId x) => edit.SourceOf(id) switch
    {
        Mul { Activation: Activation.None } mul => mul.Left == x && mul.Right == x,
        Square square => square.Input == x,
        _ => false,
    };

    /// <summary>Without what keeps a divisor from being 0.</summary>
    private static TensorId Guarded(FloatGraphEditor edit, TensorId id)
    {
        id = Repeated(edit, id);
        return edit.SourceOf(id) is (Maximum or Add { Activation: Activation.None }) and BinaryOperator guard
            ? edit.Reals(guard.Right) is [>= 0 and <= 1e-4f] ? guard.Left
                : edit.Reals(guard.Left) is [>= 0 and <= 1e-4f] ? guard.Right : id
            : id;
    }

    private static TensorId Repeated(FloatGraphEditor edit, TensorId id) => edit.SourceOf(id) is Tile tile ? tile.Input : id;

    /// <summary>An image that is brought into another order to be flattened:
    /// the weights behind it are brought into its order instead.</summary>
    private static bool FoldFlattening(FloatGraphEditor edit, Operator op)
    {
        if (op is not FullyConnected { KeepDimensions: false } connected
            || edit.Reals(connected.Filter) is not { } weights
            || edit.OnlySourceOf(connected.Input) is not Reshape reshape
            || edit.OnlySourceOf(reshape.Input) is not Transpose transpose)
            return false;
        var (image, columns) = (edit[transpose.Input].Shape, edit[connected.Filter].Shape[1]);
        if (transpose.Permutation[0] != 0 || image.ElementCount / image[0] != columns)
            return false;
        ImmutableArray<int> permutation = [.. transpose.Permutation.Skip(1).Select(axis => axis - 1)];
        var picture = new Shape(image.Dimensions.RemoveAt(0));
        var strides = Offsets.Strides(picture);
        var from = Offsets.Walk(new Shape([.. permutation.Select(axis => picture[axis])]), [.. permutation.Select(axis => strides[axis])]);
        var moved = new float[weights.Length];
        for (var i = 0; i < weights.Length; i++)
            moved[(i / columns * columns) + from[i % columns]] = weights[i];
        var filter = edit.Constant(edit[connected.Filter].Name, edit[connected.Filter].Shape, moved);
        var flat = edit.Tensor(edit[reshape.Output].Name, edit[reshape.Output].Shape);
        edit.Replace(reshape, reshape with { Inputs = [transpose.Input], Outputs = [flat] }, transpose);
        edit.Replace(op, connected with { Inputs = connected.Inputs.SetItem(1, filter).SetItem(0, flat) });
        return true;
    }
}
