using System.Collections.Immutable;
using System.Globalization;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Inputs;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Cli.Words;
using MobileNetV2.CodeGen.Heads;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Quantizing;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>How well a network with a head does on pictures with boxes or class maps.</summary>
internal sealed class AnswerEvaluation(CommandRun run, CliConsole console, ModelFile model, SampleSet samples, bool json)
{
    private const double Sixteenths = 16;
    private const double ScoreUnit = 32768;

    public void Run(string? annotations, string? masks)
    {
        if (model.Head is null || annotations is null == masks is null || samples.Folders.IsEmpty)
            Refuse(model.Head is null ? "nobody said what the outputs mean: give --head"
                : samples.Folders.IsEmpty ? "the samples are no pictures: give --images"
                : "give --annotations with the boxes of the pictures, or --masks with their classes");
        else if (model.Camera is { Crop: not CropMode.None })
            Refuse("behind a camera the whole picture is annotated: give --crop none");
        else if (annotations is not null)
            Detect(annotations);
        else
            Segment(masks!);
    }

    private void Detect(string path)
    {
        if (!run.Take(CocoAnnotations.Load(path), out var truth))
            return;
        var chosen = Enumerable.Range(0, samples.Names.Length)
            .Where(i => truth.Images.ContainsKey(Path.GetFileName(samples.Names[i]))).ToArray();
        if (chosen.Length == 0)
        {
            Refuse($"none of its images is in the folder of pictures, which has {Path.GetFileName(samples.Names[0])}", path);
            return;
        }

        var answers = Answers(chosen);
        if (answers.SelectMany(a => a.Items).Any(i => i is not FoundBox))
        {
            Refuse($"the head {model.Head!.Text} finds no boxes", path);
            return;
        }

        var (height, width) = model.Head!.Picture;
        var pictures = chosen.Zip(answers, (i, answer) =>
        {
            var image = truth.Images[Path.GetFileName(samples.Names[i])];
            var (across, down) = (image.Width / width / Sixteenths, image.Height / height / Sixteenths);
            return (answer.Items.OfType<FoundBox>().Select(b => new ScoredBox(
                new BoxSides(b.Left * across, b.Top * down, b.Right * across, b.Bottom * down),
                b.Class,
                b.Score / ScoreUnit)).ToImmutableArray(),
                image.Boxes);
        }).ToList();
        Print(DetectionMeasures.Of(pictures), chosen.Length, truth.Categories);
    }

    private void Segment(string folder)
    {
        var classes = model.Head!.Start().Read(model.Graph.Outputs.Select(id => new byte[model.Graph[id].SizeBytes]).ToList()).Map is null
            ? 0 : model.Head.Shape.Most;
        if (classes == 0)
        {
            Refuse($"the head {model.Head.Text} gives no map of classes", folder);
            return;
        }

        var masks = new ClassMask[samples.Names.Length];
        for (var i = 0; i < masks.Length; i++)
        {
            var path = Path.Combine(folder, Path.GetFileNameWithoutExtension(samples.Names[i]) + ".png");
            if (!run.Take(ClassMask.Load(path, classes), out var mask))
                return;
            masks[i] = mask;
        }

        var total = new SegmentationMeasures(classes);
        foreach (var (answer, mask) in Answers([.. Enumerable.Range(0, masks.Length)]).Zip(masks))
            Count(answer.Map!, mask, total);
        Print(total);
    }

    private static void Count(ClassMap map, ClassMask mask, SegmentationMeasures total)
    {
        for (var y = 0; y < mask.Height; y++)
        {
            var row = (int)((y + 0.5) * map.Height / mask.Height) * map.Width;
            for (var x = 0; x < mask.Width; x++)
            {
                if (mask.Classes[(y * mask.Width) + x] is not ClassMask.Nothing and var there)
                    total.Add(there, map.Classes[row + (int)((x + 0.5) * map.Width / mask.Width)]);
            }
        }
    }

    /// <summary>Each picture by itself: nothing is tracked from one to the next.</summary>
    private HeadAnswer[] Answers(int[] chosen) => Progress.Run(console, "evaluating", show =>
    {
        var interpreter = new PreparedNetwork(model.Graph);
        var answers = new HeadAnswer[chosen.Length];
        var done = 0;
        Parallel.For(0, chosen.Length, i =>
        {
            var outputs = interpreter.Run(NetworkRuns.Inputs(model.Graph, samples.Samples[chosen[i]]));
            answers[i] = model.Head!.Start().Read(outputs);
            var now = Interlocked.Increment(ref done);
            show(new ProgressNow("running", $"picture {now} of {chosen.Length}", (double)now / chosen.Length));
        });
        return answers;
    });

    private void Print(DetectionMeasures measures, int pictures, ImmutableArray<string> categories)
    {
        if (json)
        {
            JsonPrinter.Print(console, w =>
            {
                w.WriteStartObject();
                w.WriteNumber("samples", pictures);
                w.WriteNumber("map", measures.Map);
                w.WriteNumber("map50", measures.Map50);
                w.WriteNumber("map75", measures.Map75);
                w.WriteStartArray("classes");
                foreach (var (number, precision, boxes) in measures.Classes)
                {
                    w.WriteStartObject();
                    w.WriteNumber("class", number);
                    w.WriteString("name", categories[number]);
                    w.WriteNumber("ap", precision);
                    w.WriteNumber("boxes", boxes);
                    w.WriteEndObject();
                }

                w.WriteEndArray();
                w.WriteEndObject();
            });
            return;
        }

        console.Out.WriteLine($"{TensorText.Counted(pictures, "picture")}, {TensorText.Count(measures.Classes.Sum(c => c.Boxes))} boxes");
        foreach (var (name, value) in new[]
        {
            ("mAP 0.50 to 0.95", measures.Map), ("mAP 0.50", measures.Map50), ("mAP 0.75", measures.Map75),
        })
            console.Out.WriteLine($"{name,-24} {Share(value)} %");
        console.Out.WriteLine();
        TablePrinter.Print(console, new TextTable(
            [TableColumn.Right("class"), TableColumn.Left("name"), TableColumn.Right("AP %"), TableColumn.Right("boxes")],
            [.. measures.Classes.Select(c => ImmutableArray.Create($"{c.Class}", categories[c.Class], Share(c.Ap), $"{c.Boxes}"))]));
    }

    private void Print(SegmentationMeasures measures)
    {
        if (json)
        {
            JsonPrinter.Print(console, w =>
            {
                w.WriteStartObject();
                w.WriteNumber("samples", samples.Names.Length);
                w.WriteNumber("meanIou", measures.MeanIou);
                w.WriteNumber("pixelAccuracy", measures.Accuracy);
                w.WriteStartArray("classes");
                foreach (var (number, iou) in measures.Ious)
                {
                    w.WriteStartObject();
                    w.WriteNumber("class", number);
                    w.WriteNumber("iou", iou);
                    w.WriteEndObject();
                }

                w.WriteEndArray();
                w.WriteEndObject();
            });
            return;
        }

        console.Out.WriteLine(TensorText.Counted(samples.Names.Length, "picture"));
        console.Out.WriteLine($"{"mean IoU",-24} {Share(measures.MeanIou)} %");
        console.Out.WriteLine($"{"right pixels",-24} {Share(measures.Accuracy)} %");
        console.Out.WriteLine();
        TablePrinter.Print(console, new TextTable(
            [TableColumn.Right("class"), TableColumn.Left("name"), TableColumn.Right("IoU %")],
            [.. measures.Ious.Select(c => ImmutableArray.Create($"{c.Class}", model.Head!.LabelOf(c.Class), Share(c.Iou)))]));
    }

    private void Refuse(string message, string? place = null) =>
        run.Report([CommandLineDiagnostics.AnnotationsUnfit(place ?? model.Path, message)]);

    private static string Share(double share) => (100 * share).ToString("F2", CultureInfo.InvariantCulture);
}
