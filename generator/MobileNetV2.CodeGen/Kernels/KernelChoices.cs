using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Kernels;

/// <summary>The kernels of a network for a target: each question is answered once, however many schedules ask it.</summary>
/// <param name="first">Rules to ask before those of the set.</param>
/// <param name="without">Rules, by the name of their type, that are asked only where no other fits; and what else is turned off.</param>
internal sealed class KernelChoices(
    Graph graph, Target target, KernelSet requested, ImmutableArray<KernelRule> first = default, ImmutableHashSet<string>? without = null)
{
    private readonly Dictionary<(OperatorId Operator, KernelForm Form, int TileWidth), Answers> _answers = [];
    private readonly Dictionary<Type, ImmutableArray<KernelRule>> _rules = [];
    private readonly WeightFacts _facts = new();

    public Graph Graph => graph;

    public Target Target => target;

    /// <summary>The set in use; never <see cref="KernelSet.Auto"/>.</summary>
    public KernelSet Kernels { get; } = requested switch
    {
        KernelSet.Auto => target.PreferredKernels == KernelSet.CmsisNn ? KernelSet.CmsisNn : KernelSet.Portable,
        _ => requested,
    };

    /// <summary>What is turned off beside rules: see <see cref="Options.CompileRequest.Without"/>.</summary>
    public bool IsOff(string part) => without?.Contains(part) ?? false;

    /// <summary>How an operator runs over whole tensors.</summary>
    /// <param name="mostWork">Kernels that work in more bytes are passed over, as long as there is another.</param>
    public KernelAnswer Layer(Operator op, int mostWork = int.MaxValue) => Of(op, KernelForm.Tensor, RowOf(op)).Within(mostWork);

    /// <summary>Every way to run an operator over whole tensors: first the one that is taken where RAM does not matter,
    /// then those that work in less and less.</summary>
    public ImmutableArray<KernelChoice> Layers(Operator op) => Of(op, KernelForm.Tensor, RowOf(op)).Choices;

    /// <summary>How an operator runs as a stage of a stream.</summary>
    /// <param name="tileWidth">Pixels of a tile.</param>
    /// <param name="mostWork">Kernels that work in more bytes are passed over, as long as there is another.</param>
    public KernelAnswer Stage(Operator op, KernelForm form, int tileWidth, int mostWork = int.MaxValue) =>
        Of(op, form, tileWidth).Within(mostWork);

    /// <summary>Every way to run it as such a stage, in the order of <see cref="Layers"/>.</summary>
    public ImmutableArray<KernelChoice> Stages(Operator op, KernelForm form, int tileWidth) => Of(op, form, tileWidth).Choices;

    /// <summary>Why nothing runs the operator, as a user reads it.</summary>
    public Diagnostics.Diagnostic Refusal(Operator op, KernelAnswer answer) =>
        GraphDiagnostics.NoKernel(op, graph[op.Output], answer.WhyNot);

    private int RowOf(Operator op) => graph[op.Output].Shape is { Rank: 4 } shape ? shape.Width : 1;

    private Answers Of(Operator op, KernelForm form, int tileWidth)
    {
        if (!_answers.TryGetValue((op.Id, form, tileWidth), out var answers))
            _answers.Add((op.Id, form, tileWidth), answers = AllThatFit(op, form, tileWidth));
        return answers;
    }

    /// <summary>Those that may serve such operators, in the order in which they are asked.</summary>
    private ImmutableArray<KernelRule> RulesFor(Type operatorType)
    {
        if (!_rules.TryGetValue(operatorType, out var rules))
            _rules.Add(operatorType, rules = [.. (first.IsDefault ? [] : first).Concat(KernelSets.Of(Kernels))
                .Where(r => r.Served.Any(t => t.IsAssignableFrom(operatorType))).OrderBy(IsAvoided)]);
        return rules;
    }

    /// <summary>Of two kernels that work in as much, the first.</summary>
    private Answers AllThatFit(Operator op, KernelForm form, int tileWidth)
    {
        ITensorTable tensors = form switch
        {
            KernelForm.Pixels => new TileTensors(graph, op, tileWidth),
            KernelForm.WholeRow => new TileTensors(graph, op, null),
            _ => graph,
        };
        var question = new KernelQuestion(op, tensors, target, form, tileWidth, _facts);
        string? whyNotLibrary = null;
        var whyNot = KernelAnswer.No("there is none for this form") with { IsAboutType = true };
        var choices = ImmutableArray.CreateBuilder<KernelChoice>();
        foreach (var rule in RulesFor(op.GetType()))
        {
            if (choices.Count > 0 && IsAvoided(rule))
                break;
            if (rule.Ask(question) is not { } answer)
                continue;
            if (answer.Choice is { } choice)
            {
                if (choices.Count == 0)
                    choices.Add(choice with { Reason = Reason(op, form, choice, whyNotLibrary) });
                else if (choice.ScratchBytes < choices[^1].ScratchBytes && MayReplace(choices[0], choice))
                    choices.Add(choice with { Reason = Thrifty(choices[0], choice) });
                if (choice.ScratchBytes == 0)
                    break;
                continue;
            }

            whyNotLibrary ??= rule.IsOfLibrary ? answer.WhyNot : null;
            if (!answer.IsAboutType || whyNot.IsAboutType)
                whyNot = answer;
        }

        return new Answers(choices.ToImmutable(), whyNot.WhyNot);
    }

    /// <summary>Who asks for the library gets it, wherever it has a function.</summary>
    private static bool MayReplace(KernelChoice fastest, KernelChoice other) => !IsOfLibrary(fastest) || IsOfLibrary(other);

    private static bool IsOfLibrary(KernelChoice choice) => choice.Calls.All(c => c.Kernel.Library is not null);

    private bool IsAvoided(KernelRule rule) => without?.Contains(rule.GetType().Name) ?? false;

    private static string Thrifty(KernelChoice fastest, KernelChoice choice) =>
        $"it works in {choice.ScratchBytes} bytes instead of {fastest.ScratchBytes}, which saves RAM where the arena is largest";

    private string Reason(Operator op, KernelForm form, KernelChoice choice, string? whyNotLibrary)
    {
        if (IsOfLibrary(choice))
            return form == KernelForm.Pixels ? "CMSIS-NN: a tile is a tensor of one row to it" : "CMSIS-NN gives the reference's bits here";
        if (form is KernelForm.Row or KernelForm.WholeRow or KernelForm.Sums)
            return "reads and writes tiles: CMSIS-NN takes whole tensors only";
        if (Kernels == KernelSet.Portable)
            return requested == KernelSet.Portable ? "portable kernels were asked for" : $"own kernels are fastest on {target.Name}";
        return whyNotLibrary ?? $"CMSIS-NN is not used for {op.Kind}";
    }

    /// <param name="Choices">Each works in less than the one before.</param>
    private sealed record Answers(ImmutableArray<KernelChoice> Choices, string WhyNot)
    {
        public KernelAnswer Within(int mostWork) =>
            Choices.IsEmpty ? KernelAnswer.No(WhyNot)
                : new KernelAnswer(Choices.FirstOrDefault(c => c.ScratchBytes <= mostWork) ?? Choices[^1], "");
    }
}
