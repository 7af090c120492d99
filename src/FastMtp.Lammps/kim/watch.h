// Reports atoms that are unlike the training data, once for each event, and says when a run must end.
#ifndef WATCH_H
#define WATCH_H

#include "nearest_atoms.h"

#include <cstdio>
#include <fstream>
#include <string>

class Watch {
public:
    // Lines "name value" of a file next to the potential; see the file for what they mean.
    bool read(const std::string &path)
    {
        std::ifstream file(path);
        std::string name;
        while (file >> name) {
            if (name[0] == '#')
                std::getline(file, name);
            else if (name == "every")
                file >> every_;
            else if (name == "threshold")
                file >> threshold_;
            else if (name == "break")
                file >> break_;
            else if (name == "as_energies")
                file >> as_energies_;
            else
                return false;
        }
        return file.eof();
    }

    // The model returns what it would watch in place of energies, without forces.
    bool as_energies() const { return as_energies_; }

    bool is_on() const { return as_energies_ || (every_ > 0 && (threshold_ > 0 || break_ > 0)); }

    bool begin_evaluation()
    {
        evaluation_++;
        return is_on() && (as_energies_ || evaluation_ % every_ == 0);
    }

    // True if a value says that the run must end.
    bool must_end(double value) const { return break_ > 0 && !(value <= break_); }

    // True if a new event begins with a value.
    bool must_report(double value)
    {
        const bool above = threshold_ > 0 && !(value <= threshold_);
        since_ = above ? 0 : since_ + 1;
        const bool begins = above && !in_event_;
        in_event_ = above || (in_event_ && since_ < calm);
        return begins && lines_++ < most_lines;
    }

    std::string describe(const fastmtp_potential *potential, const fastmtp_atoms &atoms, int atom, double value, double limit) const
    {
        const bool is_spread = fastmtp_member_count(potential) > 0;
        char text[160];
        std::snprintf(text, sizeof text, " has the %s %.3g, above %g%s, in evaluation %lld", is_spread ? "force spread" : "grade", value,
                      limit, is_spread ? " eV/Å" : "", evaluation_);
        return describe_atom(potential, atoms, atom) + text;
    }

    double threshold() const { return threshold_; }
    double limit() const { return break_; }

private:
    // An event is over after as many checks below the threshold.
    static const int calm = 10;
    static const int most_lines = 10;

    int every_ = 0;
    double threshold_ = 0, break_ = 0;
    bool as_energies_ = false;
    long long evaluation_ = -1;
    bool in_event_ = false;
    int since_ = 0, lines_ = 0;
};

#endif
