"""Addresses. They last: a subject's address is its name in the journal."""

from django.urls import include, path

from servanda.web.views import (
    accounts,
    clauses,
    deadlines,
    documents,
    entries,
    files,
    imports,
    instruments,
    mine,
    reading,
    recording,
    relationships,
    search,
    since,
    today,
    what_if,
)

urlpatterns = [
    path("", today.today, name="today"),
    path("relationships/", relationships.index, name="relationships"),
    path("relationships/<str:a>/<str:b>/", relationships.relationship, name="relationship"),
    path("instruments/", instruments.index, name="instruments"),
    path("instrument/<str:key>/", instruments.instrument, name="instrument"),
    path("relationships/<str:a>/<str:b>/brief/", documents.brief_page, name="brief"),
    path("relationships/<str:a>/<str:b>/brief.<str:ending>", documents.brief_file, name="brief_file"),
    path("record/<path:subject>/", relationships.record, name="record"),
    path("documents/<str:digest>/", files.download, name="document"),
    path("deadlines/", deadlines.index, name="deadlines"),
    path("deadlines.ics", deadlines.calendar, name="calendar"),
    path("findings/", deadlines.findings, name="findings"),
    path("search/", search.search, name="search"),
    path("journal/", entries.index, name="journal"),
    path("journal/<str:id>/", entries.entry, name="entry"),
    path("act/<path:subject>/<str:name>/", recording.record_act, name="record_act"),
    path("new/<str:kind>/", recording.new_subject, name="new_subject"),
    path("journal/<str:id>/correct/", recording.correct, name="correct"),
    path("journal/<str:id>/withdraw/", recording.withdraw, name="withdraw"),
    path("instrument/<str:key>/clauses/", clauses.clauses, name="clauses"),
    path("instrument/<str:key>/file/", recording.add_document, name="add_document"),
    path("read/", reading.index, name="read"),
    path("read/<str:id>/", reading.desk, name="reading"),
    path("read/<str:id>/<int:number>/", reading.decide, name="decide"),
    path("what-if/", what_if.what_if, name="what_if"),
    path("import/", imports.index, name="import"),
    path("import/<str:id>/", imports.outcome, name="import_outcome"),
    path("accounts/", accounts.index, name="accounts"),
    path("accounts/new/", accounts.account, name="new_account"),
    path("accounts/of/<str:name>/", accounts.account, name="account"),
    path("mine/", mine.mine, name="mine"),
    path("mine/follow/", mine.subscribe, name="subscribe"),
    path("mine/mail/", mine.preferences, name="preferences"),
    path("mine/calendars/", mine.feed, name="feeds"),
    path("mine/handover/", mine.hand, name="hand"),
    path("feeds/<str:token>.ics", mine.feed_file, name="feed"),
    path("since/", since.index, name="since"),
    path("account/", include("allauth.account.urls")),
    path("account/factors/", include("allauth.mfa.urls")),
    path("language/", include("django.conf.urls.i18n")),
]
handler400 = "servanda.web.views.faults.bad_request"
handler403 = "servanda.web.views.faults.forbidden"
handler404 = "servanda.web.views.faults.not_found"
handler500 = "servanda.web.views.faults.server_error"
