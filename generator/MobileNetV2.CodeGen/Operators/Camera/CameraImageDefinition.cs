using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>CAMERA_IMAGE: no file of a network has it, <c>--input-format</c> puts it there.</summary>
internal sealed class CameraImageDefinition : OperatorDefinition<CameraImage>
{
    /// <summary>What is known to fit 32 bits when positions are scaled.</summary>
    public const int LargestSide = 8192;

    /// <summary>Stored values are those of pixels less this.</summary>
    public const int Middle = 128;

    private static readonly CameraFormatAttribute<CameraImage> Format =
        new("format", o => o.Format) { Note = "the bytes of a pixel, see camera.md" };

    private static readonly FlagAttribute<CameraImage> LimitedRange =
        new("limitedRange", o => o.IsLimitedRange) { IsPrinted = true, Note = "YUV from 16 to 235 and 240" };

    private static readonly IntegerAttribute<CameraImage> Top = new("top", o => o.Top, 0, 0, LargestSide);
    private static readonly IntegerAttribute<CameraImage> Left = new("left", o => o.Left, 0, 0, LargestSide);
    private static readonly IntegerAttribute<CameraImage> Height = new("height", o => o.Height, null, 1, LargestSide);
    private static readonly IntegerAttribute<CameraImage> Width =
        new("width", o => o.Width, null, 1, LargestSide) { Note = "with the three before, the part of the frame that is taken" };

    public override ImmutableArray<string> Kinds => ["CAMERA_IMAGE"];

    public override ImmutableArray<Operand> Inputs { get; } =
        [Operand.Activation("input", ElementType.UInt8) with { Title = "a camera's frame [1,H,W,bytes of a pixel]" }];

    public override ImmutableArray<Operand> Outputs { get; } = [Operand.Activation("output", ElementType.Int8)];

    public override ImmutableArray<OperatorAttribute> Attributes => [Format, LimitedRange, Top, Left, Height, Width];

    public override Movement Movement => Movement.Computes;

    public override ImmutableArray<RoundingRule> Roundings => [];

    public override string? StreamsWhen => Always;

    /// <summary>Pixels beside its own that one is made of.</summary>
    public static (int Rows, int Columns) Neighbours(CameraFormat format) =>
        format.IsBayer() ? (1, 1) : (0, format.IsPaired() ? 1 : 0);

    protected override CameraImage Make(OperatorOrigin origin, IAttributeReader attributes) => new(
        origin.Id,
        origin.Inputs,
        origin.Outputs,
        Format.Read(attributes),
        LimitedRange.Read(attributes),
        Top.Read(attributes),
        Left.Read(attributes),
        Height.Read(attributes),
        Width.Read(attributes));

    protected override bool Shapes(OperatorScope scope, CameraImage op)
    {
        if (!ShapeRules.HasRank(scope, "input", scope.Input(), 4) || !ShapeRules.HasRank(scope, "output", scope.Output, 4))
            return false;
        var (frame, image) = (scope.Input().Shape, scope.Output.Shape);
        if (op.Format == CameraFormat.Nv12)
            return scope.Report(GraphDiagnostics.Attribute(scope.Place, "nv12 has two planes; joined pixel by pixel they are yuv444"));
        if (frame.Batch != 1 || frame.Channels != op.Format.BytesPerPixel() || Math.Max(frame.Height, frame.Width) > LargestSide)
        {
            return scope.Report(GraphDiagnostics.Shapes(
                scope.Place,
                $"the frame {frame} is not one of {op.Format.BytesPerPixel()} bytes a pixel ({op.Format.Name()}) "
                    + $"with sides up to {LargestSide}"));
        }

        if ((op.Format.IsPaired() && frame.Width % 2 != 0) || (op.Format.IsBayer() && Math.Min(frame.Height, frame.Width) < 2))
        {
            return scope.Report(GraphDiagnostics.Shapes(
                scope.Place, $"{op.Format.Name()} has no frame of {frame.Width} x {frame.Height} pixels"));
        }

        if (op.Top < 0 || op.Left < 0 || op.Height < 1 || op.Width < 1
            || op.Top + op.Height > frame.Height || op.Left + op.Width > frame.Width)
        {
            return scope.Report(GraphDiagnostics.Attribute(
                scope.Place,
                $"the part of {op.Width} x {op.Height} pixels at {op.Left}, {op.Top} is not within {frame.Width} x {frame.Height}"));
        }

        if (Math.Max(image.Height, image.Width) > LargestSide || image.Channels is not (1 or 3))
        {
            return scope.Report(GraphDiagnostics.Shapes(
                scope.Place, $"the image {image} does not have 1 or 3 channels and sides up to {LargestSide}"));
        }

        return ShapeRules.Gives(scope, [1, image.Height, image.Width, image.Channels]);
    }

    protected override bool Scales(OperatorScope scope, CameraImage op) => QuantizationRules.ArePerTensor(scope);

    protected override bool Arithmetic(OperatorScope scope, CameraImage op) => true;

    protected override long Macs(ITensorTable graph, CameraImage op) => 0;

    protected override RowAccess Rows(Graph graph, CameraImage op)
    {
        var (rows, columns) = CameraAxis.Of(graph, op);
        var (above, beside) = Neighbours(op.Format);
        return new RowAccess.Samples(rows.Samples(above), columns.Samples(beside));
    }

    protected override void Run(CameraImage op, TensorValues values)
    {
        var (frame, image) = (values.Graph[op.Input].Shape, values.Graph[op.Output].Shape);
        var (rows, columns) = CameraAxis.Of(values.Graph, op);
        var pixels = new CameraPixels(op.Format, op.IsLimitedRange, values.Read(op.Input), frame.Width, frame.Height);
        var result = values.Write(op.Output);
        var target = 0;
        for (var y = 0; y < image.Height; y++)
        {
            for (var x = 0; x < image.Width; x++)
            {
                var (column, row) = (columns.At(x), rows.At(y));
                if (image.Channels == 1)
                {
                    result[target++] = Stored(pixels.Grey(column, row));
                    continue;
                }

                var (red, green, blue) = pixels.Colour(column, row);
                (result[target], result[target + 1], result[target + 2]) = (Stored(red), Stored(green), Stored(blue));
                target += 3;
            }
        }
    }

    private static byte Stored(byte value) => Elements.ToByte(value - Middle);
}
